"""Claims: what employees say they achieved, and what their approvers answered."""

from __future__ import annotations

from ledger.demo.data.shapes import Approved, Claim, Rejected, Resubmitted, Returned, Withdrawn

CLAIMS = (
    # S8: ¥100,000 saved → 100 points
    Claim(
        "s8-1", "FIN01", "savings", "100000", 0.5,
        "优化预算与供应商合同，全年降低成本 10 万元",
        ("合同前后对比表", "预算执行报告"),
        then=(Approved(),),
    ),
    # S4
    Claim(
        "s4-1", "FIN01", "data-decision", "8", 0.25,
        "分析销售数据后建议调价，产品毛利率提升 8%",
        ("毛利分析报告", "调价前后销售数据"),
        then=(Approved(reason="建议已被产品会采纳"),),
    ),
    # S3: strict, so 4.99 qualifies and 5 would not
    Claim(
        "s3-1", "FIN02", "budget-accuracy", "4.99", 0.6,
        "季度预算偏差率 4.99%",
        ("预算与决算对照表",),
        then=(Approved(),),
    ),
    Claim(
        "s3-2", "FIN03", "cost-reduction", "12", 0.35,
        "合并银行账户与手续费谈判，财务费用降低 12%",
        ("手续费账单对比",),
        value_quantity="86000",
        then=(Approved(),),
    ),
    Claim(
        "s17-1", "FIN04", "report-cited", "3", 0.7,
        "资金日报被业务部门周会引用 3 次",
        ("三次周会纪要",),
        then=(Approved(),),
    ),
    Claim(
        "fin04-1", "FIN04", "savings", "8000", 0.93,
        "票据改为电子托收，节约手续费 8000 元",
        ("银行回单汇总",),
    ),
    # S5: 1,000 hours × ¥50 = ¥50,000 → 120 points
    Claim(
        "s5-1", "ADM01", "process-improvement", "1000", 0.45,
        "部门例会由 2 小时缩短到 1 小时，全年节省约 1000 小时",
        ("会议流程改版说明", "例会时长统计"),
        then=(Approved(),),
    ),
    # S2
    Claim(
        "s2-1", "ADM02", "cost-process", "15", -0.5,
        "优化办公采购流程，采购成本降低 15%",
        ("采购流程改版说明", "采购费用对比"),
        value_quantity="36000",
        then=(Approved(),),
    ),
    Claim(
        "s17-2", "ADM03", "satisfaction", "5", 0.55,
        "食堂与班车改进后，员工满意度调查提升 5 分",
        ("两次满意度调查结果",),
        then=(Approved(),),
    ),
    Claim(
        "s17-3", "ADM04", "purchasing", "8", 0.3,
        "集中采购耗材，办公采购成本降低 8%",
        ("集采前后单价表",),
        value_quantity="24000",
        then=(Approved(),),
    ),
    Claim(
        "adm02-1", "ADM02", "purchasing", "9.5", 0.9,
        "引入第二家供应商比价，采购成本降低 9.5%",
        ("比价记录",),
        value_quantity="15800",
    ),
    # The same again: what was approved under s5-1, perhaps by accident
    Claim(
        "adm01-1", "ADM01", "process-improvement", "1000", 0.94,
        "部门例会由 2 小时缩短到 1 小时，全年节省约 1000 小时",
        ("例会时长统计",),
    ),
    # S6
    Claim(
        "s6-1", "TEC01", "tech-enablement", "25", 0.4,
        "客户管理系统上线，客户跟进效率提升 25%",
        ("上线前后跟进时长统计", "业务部门确认邮件"),
        value_quantity="480000",
        then=(Approved(),),
    ),
    # S9
    Claim(
        "s9-1", "TEC02", "stability", "15", 0.5,
        "系统优化后，故障率降低 15%",
        ("监控平台季度故障统计",),
        then=(Approved(),),
    ),
    Claim(
        "tec03-1", "TEC03", "stability", "22", -0.6,
        "补齐核心链路自动化测试，线上故障率降低 22%",
        ("故障统计", "测试覆盖率报告"),
        then=(Approved(),),
    ),
    Claim(
        "tec04-1", "TEC04", "savings", "12000", 0.65,
        "停用闲置云主机，节约 12000 元",
        ("云账单",),
        then=(Withdrawn(),),
    ),
    Claim(
        "tec05-1", "TEC05", "stability", "18", 0.9,
        "数据任务改为增量计算，失败率降低 18%",
        ("调度平台失败记录",),
    ),
    # More than one approver credits: TEC00 approved it, and an hr is to agree
    Claim(
        "tec05-2", "TEC05", "savings", "360000", 0.83,
        "重谈云服务年度合同，全年节约 36 万元",
        ("新旧合同价目表", "近十二个月云账单"),
        then=(Approved(),),
    ),
    Claim(
        "tec00-1", "TEC00", "tech-enablement", "40", 0.86,
        "自助报表平台上线，取数效率提升 40%",
        ("取数工单对比",),
        value_quantity="300000",
    ),
    # S7
    Claim(
        "s7-1", "HRD01", "recruiting", "30", 0.4,
        "优化招聘流程，候选人匹配度提升 30%",
        ("试用期转正率统计",),
        then=(Approved(),),
    ),
    Claim(
        "s7-2", "HRD02", "staff-development", "15", 0.5,
        "组织销售技巧培训，参训团队销售额增长 15%",
        ("培训签到表", "培训前后销售额"),
        then=(Approved(),),
    ),
    Claim(
        "hrd03-1", "HRD03", "report-cited", "6", 0.33,
        "组织诊断报告被各部门引用 6 次",
        ("引用清单",),
        then=(
            Returned("其中两次引用没有会议纪要，请补充。"),
            Resubmitted("组织诊断报告被各部门引用 6 次，纪要已补齐", ("引用清单", "补充的两份会议纪要")),
            Approved(),
        ),
    ),
    # Returned and answered; it waits again
    Claim(
        "hrd02-1", "HRD02", "staff-development", "18", 0.84,
        "组织谈判技巧工作坊，参训团队销售额增长 18%",
        ("培训签到表", "销售额对比"),
        then=(
            Returned("18% 是和哪几个月相比？"),
            Resubmitted(
                "组织谈判技巧工作坊，参训团队后三个月销售额增长 18%",
                ("培训签到表", "培训前后各三个月销售额"),
                answer="按培训前后各三个月的平均销售额相比，明细已补在附件里。",
            ),
        ),
    ),
    Claim(
        "hrd04-1", "HRD04", "recruiting", "32", 0.92,
        "校招初筛改为结构化面试，匹配度提升 32%",
        ("面试评分汇总",),
    ),
    # MKT00 is away: OPS00 decides on their behalf
    Claim(
        "mkt01-1", "MKT01", "cost-process", "10", -0.2,
        "简化投标资料审批，制作成本降低 10%",
        ("投标费用对比",),
        value_quantity="50000",
        then=(Approved(by="OPS00", on_behalf_of="MKT00"),),
    ),
    Claim(
        "mkt03-1", "MKT03", "data-decision", "9", 0.5,
        "按客群重排投放，产品毛利率提升 9%",
        ("投放与毛利对照",),
        then=(Approved(by="OPS00", on_behalf_of="MKT00"),),
    ),
    Claim(
        "mkt02-1", "MKT02", "savings", "45000", 0.88,
        "重谈渠道返点，节约 45000 元",
        ("返点协议",),
    ),
    Claim(
        "mkt04-1", "MKT04", "savings", "20000", 0.42,
        "取消一场线下活动，节约 20000 元",
        ("活动预算表",),
        then=(Rejected("活动取消是预算调整，不是优化带来的节约。"),),
    ),
    # The approver found less than was claimed
    Claim(
        "ops01-1", "OPS01", "savings", "80000", 0.4,
        "更换承运商，运费节约 80000 元",
        ("运费结算单",),
        then=(Approved(points=60, reason="其中 2 万元来自运量下降，按核实金额计分", verified_value="60000"),),
    ),
    Claim(
        "ops02-1", "OPS02", "process-improvement", "400", 0.6,
        "客服知识库上线，全年预计节省 400 小时",
        ("知识库使用统计",),
        then=(Returned("请说明 400 小时是怎样测算的。"),),
    ),
    Claim(
        "ops03-1", "OPS03", "process-improvement", "1200", 0.8,
        "发货单改为自动打印，全年节省约 1200 小时",
        ("工时测算表",),
    ),
    # S14: 12 hours of overtime would earn 12 points; the cap leaves 10
    Claim(
        "s14-1", "OPS03", "overtime", "12", 0.48,
        "大促期间加班支援仓库 12 小时",
        ("加班审批单",),
        then=(Approved(),),
    ),
    # A manager claims, and hr decides
    Claim(
        "ops00-1", "OPS00", "savings", "128000", 0.52,
        "重新规划仓库布局，租金节约 12.8 万元",
        ("租赁合同变更",),
        then=(Approved(by="HR01"),),
    ),
)  # fmt: skip

NEWEST = Claim(
    "ops04-1", "OPS04", "savings", "30000", 0.97,
    "包装材料改为循环箱，节约 30000 元",
    ("包材领用对比",),
)  # fmt: skip
