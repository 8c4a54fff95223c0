"""The names by which people call the columns of a file, in Chinese and English, beside the column's own.

They are compared without case, blanks, dots, dashes, brackets and what stands in those; in simplified characters.
"""

from __future__ import annotations

SOMEBODY = ("员工", "人员", "employee", "staff", "staff member", "worker", "person")
"""A number or a name."""
ANY_ID = ("编号", "id", "no", "number", "号码")
"""A number of somebody, or of a record."""
A_CODE = ("编码", "代码")
A_NAME = ("名称", "全称")
EMPLOYEE_NO = (
    "工号", "员工编号", "员工号", "员工工号", "员工代码", "员工ID", "人员编号", "人员编码", "人员代码", "人员ID",
    "职工号", "职工编号", "职工代码", "雇员编号", "雇员号", "工卡号", "员编", "employee no", "employee number",
    "employee id", "employee code", "emp no", "emp number", "emp id", "emp code", "staff id", "staff no",
    "staff number", "staff code", "personnel no", "personnel number", "personnel id", "worker id", "worker no",
    "badge no", "badge number", "badge id", "payroll number",
)  # fmt: skip
PERSON_NAME = (
    "姓名", "员工姓名", "人员姓名", "职工姓名", "雇员姓名", "名字", "全名", "中文名", "中文姓名", "员工名称",
    "name", "full name", "employee name", "staff name", "emp name", "worker name", "display name", "chinese name",
    "legal name", "name of employee",
)  # fmt: skip
WHO = (*SOMEBODY, *PERSON_NAME)
MANAGER = (
    "直接上级", "直接上级工号", "直接上级编号", "上级", "上级工号", "上级编号", "直属上级", "直属上级工号",
    "直接主管", "直接主管工号", "直属主管", "直属主管工号", "主管", "主管工号", "汇报对象", "汇报对象工号",
    "汇报上级", "汇报人", "直线经理", "直线经理工号", "经理", "经理工号", "上级主管", "上级领导", "直接领导",
    "领导", "line manager", "line manager id", "line manager no", "manager no", "manager id", "manager number",
    "manager code", "manager employee id", "manager employee no", "direct manager", "reporting manager",
    "reports to", "report to", "reporting to", "supervisor", "supervisor id", "supervisor no", "superior", "boss",
    "people manager",
)  # fmt: skip
MANAGER_NAME = (
    "直接上级姓名", "上级姓名", "直属上级姓名", "直接主管姓名", "直属主管姓名", "主管姓名", "汇报对象姓名",
    "直线经理姓名", "经理姓名", "manager name", "line manager name", "direct manager name",
    "reporting manager name", "supervisor name",
)  # fmt: skip
HEAD = (
    "负责人", "负责人工号", "负责人编号", "部门负责人", "部门负责人工号", "部门主管", "部门主管工号", "主管",
    "主管工号", "部门经理", "部门经理工号", "经理", "部门领导", "领导", "部长", "head no", "head id",
    "department head", "dept head", "head of department", "department head id", "hod", "manager", "manager id",
    "manager no", "department manager", "dept manager", "leader", "supervisor", "in charge", "person in charge",
)  # fmt: skip
HEAD_NAME = (
    "负责人姓名", "部门负责人姓名", "部门主管姓名", "主管姓名", "部门经理姓名", "经理姓名", "head name",
    "department head name", "manager name", "leader name",
)  # fmt: skip
DEPARTMENT_CODE = (
    "部门编码", "部门代码", "部门编号", "部门号", "部门ID", "组织编码", "组织代码", "组织编号", "机构编码",
    "机构代码", "单位编码", "单位代码", "department code", "department no", "department number", "department id",
    "dept code", "dept no", "dept number", "dept id", "org code", "org unit code", "org id", "unit code", "unit id",
    "division code",
)  # fmt: skip
DEPARTMENT_NAME = (
    "部门名称", "部门名", "部门全称", "部门简称", "组织名称", "机构名称", "单位名称", "所属部门名称",
    "所在部门名称", "department name", "name of department", "dept name", "org name", "org unit name", "unit name",
    "division name",
)  # fmt: skip
A_DEPARTMENT = ("部门", "组织", "机构", "单位", "科室", "department", "dept", "org unit", "unit", "division", "team")
"""A code or a name."""
DEPARTMENT = (
    *DEPARTMENT_CODE, *A_DEPARTMENT, "所属部门", "所在部门", "任职部门", "归属部门", "现部门", "所属部门编码",
    "所属组织", "所属单位", "home department", "current department",
)  # fmt: skip
PARENT = (
    "上级部门", "上级部门编码", "上级部门代码", "上级部门编号", "父部门", "父级部门", "父部门编码", "所属部门",
    "隶属部门", "上级组织", "上级机构", "上级单位", "上级编码", "上级代码", "上级", "parent code", "parent id",
    "parent department", "parent department code", "parent department id", "parent dept", "parent dept code",
    "parent unit", "parent org", "higher department", "belongs to",
)  # fmt: skip
PARENT_NAME = (
    "上级部门名称", "父部门名称", "上级组织名称", "parent name", "parent department name", "parent dept name",
)  # fmt: skip
JOB = (
    "职位", "岗位", "职务", "职称", "头衔", "岗位名称", "职位名称", "职务名称", "position", "title", "job title",
    "position title", "role", "post", "designation", "job name",
)  # fmt: skip
LEGAL_ENTITY = (
    "法人主体", "公司主体", "法人", "公司", "法律主体", "合同主体", "签约主体", "用工主体", "合同公司", "所属公司",
    "公司名称", "法人公司", "entity", "company", "company name", "employer", "legal employer", "contracting entity",
)  # fmt: skip
COST_CENTRE = (
    "成本中心", "成本中心编码", "成本中心代码", "成本中心编号", "成本中心名称", "cost center", "cost centre code",
    "cost center code", "cost center id", "cost centre id", "cost center name",
)  # fmt: skip
HIRED_ON = (
    "入职日期", "入职时间", "入职日", "入司日期", "入司时间", "到职日期", "到职日", "报到日期", "聘用日期",
    "雇用日期", "雇佣日期", "受雇日期", "hire date", "hiring date", "date hired", "date of hire", "start date",
    "employment date", "employment start date", "join date", "joining date", "date joined", "date of joining",
    "doj", "onboarding date", "entry date",
)  # fmt: skip
LEFT_ON = (
    "离职日期", "离职时间", "离职日", "离司日期", "离司时间", "退职日期", "最后工作日", "最后在职日", "终止日期",
    "结束日期", "leave date", "leaving date", "date left", "termination date", "end date", "employment end date",
    "exit date", "last working day", "last day of work", "last day", "separation date", "resignation date",
)  # fmt: skip
EFFECTIVE_FROM = (
    "生效日期", "生效日", "生效时间", "启用日期", "变更日期", "调整日期", "effective date", "effective",
    "valid from", "change date", "date of change", "as of",
)  # fmt: skip
A_DATE = ("日期", "时间", "date")
A_START = ("开始日期", "起始日期", "开始时间", "from", "start")
PAY_STANDARD = (
    "标准工资", "薪资标准", "月薪标准", "工资标准", "薪酬标准", "月薪", "月工资", "工资", "薪资", "基本工资",
    "基本薪资", "standard pay", "pay", "monthly pay", "salary", "monthly salary", "base salary", "base pay",
    "standard salary", "salary standard",
)  # fmt: skip
PERFORMANCE_SHARE = (
    "绩效占比", "绩效比例", "绩效份额", "绩效工资占比", "绩效工资比例", "浮动占比", "浮动比例", "浮动工资占比",
    "performance ratio", "performance percentage", "performance percent", "performance pay share", "variable share",
    "variable pay share", "variable pay", "bonus share",
)  # fmt: skip
POINTS = ("积分", "积分值", "积分数", "分值", "分数", "点数", "积点", "point", "pts")
BALANCE = (
    *POINTS, "余额", "积分余额", "期初积分", "期初余额", "期末余额", "期末积分", "当前积分", "可用积分", "现有积分",
    "剩余积分", "总积分", "结余", "积分结余", "积分合计", "账户余额", "点数余额", "balance", "points balance",
    "point balance", "opening balance", "opening points", "closing balance", "current points", "current balance",
    "available points", "total points", "remaining points", "points total",
)  # fmt: skip
GRANTED = (
    *POINTS, "奖励积分", "授予积分", "发放积分", "获得积分", "奖励分值", "奖励点数", "points granted",
    "points awarded", "points earned", "granted points", "awarded points", "award points",
)  # fmt: skip
MOVED = (
    *POINTS, "变动", "积分变动", "变动积分", "变动值", "积分变化", "变化", "异动积分", "积分异动", "增减",
    "增减积分", "change", "points change", "change in points", "movement", "points movement", "delta",
    "points delta",
)  # fmt: skip
LAST_DAY = (
    "到期日", "到期日期", "到期时间", "有效期", "有效期至", "有效期限", "有效至", "失效日期", "失效日", "失效时间",
    "截止日期", "截止日", "过期日期", "过期时间", "最后有效日", "ends on", "expires on", "expires", "expiry",
    "expiry date", "expire date", "expiration", "expiration date", "valid until", "valid to", "valid through",
    "end date", "last valid day",
)  # fmt: skip
SOURCE_ID = (
    "来源编号", "来源单号", "来源ID", "流水号", "流水", "单号", "记录编号", "记录号", "记录ID", "交易号",
    "交易编号", "交易流水号", "凭证号", "业务单号", "原系统编号", "record id", "record no", "record number",
    "transaction id", "transaction no", "transaction number", "reference", "reference no", "reference number",
    "reference id", "ref", "ref no", "document no", "document number", "voucher no", "external id", "old id",
)  # fmt: skip
REASON = (
    "说明", "备注", "事由", "原因", "理由", "摘要", "描述", "备注说明", "奖励原因", "授予原因", "奖励事由", "note",
    "notes", "remark", "remarks", "comment", "comments", "description", "memo", "details",
)  # fmt: skip
TAG = (
    "标签", "标签编码", "标签代码", "价值标签", "价值标签编码", "类型", "类别", "积分类型", "积分类别", "奖励类型",
    "奖励项目", "tag code", "value tag", "value tag code", "type", "category", "award type", "point type",
    "points type",
)  # fmt: skip
TAG_NAME = ("标签名称", "价值标签名称", "tag name", "value tag name")
OCCURRED_AT = (
    *A_DATE, "发生日期", "发生时间", "发放日期", "发放时间", "授予日期", "授予时间", "奖励日期", "获得日期",
    "获得时间", "交易日期", "交易时间", "变动日期", "变动时间", "记录日期", "time", "occurred on", "grant date",
    "granted on", "date granted", "award date", "awarded on", "date awarded", "transaction date", "event date",
    "date time", "timestamp", "date of grant", "date of award",
)  # fmt: skip
DEPARTMENT_THEN = (*DEPARTMENT, "当时部门", "当时所属部门", "department then")

UNITS = frozenset(
    {
        "元",
        "人民币",
        "rmb",
        "cny",
        "分",
        "点",
        "pts",
        "月",
        "yuan",
        "元月",
        "必填",
        "选填",
        "required",
        "optional",
    }
)
"""What may stand behind a header, and names no column."""

TRADITIONAL = str.maketrans(
    "門編號碼稱員職僱積點數餘額結屬經領導匯彙報崗務頭銜體時間離標準資績佔動變異發籤簽類別價說備註來單記紀"
    "錄負責級隸當帳賬戶開啟啓總組織機構實獎勵項歷過終憑證識調層處與條選後應獲減簡歸現約",
    "门编号码称员职雇积点数余额结属经领导汇汇报岗务头衔体时间离标准资绩占动变异发签签类别价说备注来单记记"
    "录负责级隶当账账户开启启总组织机构实奖励项历过终凭证识调层处与条选后应获减简归现约",
)
"""The characters of these names that differ in traditional Chinese."""
