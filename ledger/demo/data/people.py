"""Who works at 示例科技.

Nobody is real: in each given name stands 示, 例, 样, 范, 演 or 试. Performance shares of pay as in S27: marketing
40 to 60 percent, all others 10 to 20.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """`hired` is (years before this one, month, day). Heads of departments and the auditor report to nobody."""

    employee_no: str
    name: str
    job: str
    hired: tuple[int, int, int]
    pay_standard: str
    performance_share: str
    department: str
    roles: tuple[str, ...] = ()

    @property
    def reports(self) -> bool:
        return not self.employee_no.endswith("00") and "auditor" not in self.roles


FIN = (
    Person("FIN00", "陈示范", "财务经理", (9, 3, 2), "32000", "0.2", "FIN"),
    Person("FIN01", "林小例", "成本分析师", (4, 7, 15), "16500", "0.15", "FIN"),
    Person("FIN02", "黄如样", "预算专员", (3, 4, 8), "14000", "0.15", "FIN"),
    Person("FIN03", "何演之", "会计", (6, 9, 1), "13500", "0.1", "FIN"),
    Person("FIN04", "郭试航", "出纳", (2, 6, 20), "9800", "0.1", "FIN"),
    Person("AUD01", "简示鉴", "内部审计师", (5, 5, 6), "19000", "0.1", "FIN", ("auditor",)),
    Person("PAY01", "叶例新", "薪酬核算专员", (4, 2, 18), "14500", "0.1", "FIN", ("payroll",)),
)
ADM = (
    Person("ADM00", "周示宁", "行政经理", (8, 4, 11), "24000", "0.2", "ADM"),
    Person("ADM01", "吴例安", "会务主管", (5, 8, 3), "12500", "0.15", "ADM"),
    Person("ADM02", "郑样清", "采购专员", (3, 3, 25), "11000", "0.15", "ADM"),
    Person("ADM03", "冯小范", "员工服务专员", (2, 10, 9), "10000", "0.1", "ADM"),
    Person("ADM04", "蒋试舟", "办公设施主管", (6, 1, 16), "12000", "0.1", "ADM"),
)
TEC = (
    Person("TEC00", "徐示远", "技术经理", (7, 5, 20), "42000", "0.2", "TEC"),
    Person("TEC01", "孙例明", "后端工程师", (4, 9, 12), "28000", "0.2", "TEC"),
    Person("TEC02", "朱样达", "运维工程师", (5, 6, 1), "24500", "0.2", "TEC"),
    Person("TEC03", "马小试", "测试工程师", (2, 8, 22), "21000", "0.15", "TEC"),
    Person("TEC04", "胡范宇", "前端工程师", (3, 2, 14), "25000", "0.2", "TEC"),
    Person("TEC05", "高演川", "数据工程师", (1, 5, 8), "23000", "0.15", "TEC"),
)
HRD = (
    Person("HRD00", "罗示雅", "人力资源经理", (8, 2, 10), "30000", "0.2", "HRD"),
    Person("HRD01", "梁例欣", "招聘主管", (4, 4, 19), "16000", "0.15", "HRD"),
    Person("HRD02", "宋小样", "培训主管", (5, 7, 7), "15500", "0.15", "HRD"),
    Person("HRD03", "谢范婷", "组织发展专员", (2, 3, 30), "13000", "0.1", "HRD"),
    Person("HRD04", "韩试云", "招聘专员", (1, 4, 12), "11500", "0.1", "HRD"),
    Person("HR02", "余例人", "绩效专员", (3, 9, 5), "14500", "0.15", "HRD", ("hr",)),
)
MKT = (
    Person("MKT00", "唐示锋", "市场经理", (6, 6, 18), "36000", "0.4", "MKT"),
    Person("MKT01", "许例佳", "大客户经理", (5, 3, 14), "20000", "0.6", "MKT"),
    Person("MKT02", "邓样峰", "渠道经理", (4, 8, 26), "18000", "0.5", "MKT"),
    Person("MKT03", "曹小演", "数据营销专员", (3, 5, 11), "15000", "0.45", "MKT"),
    Person("MKT04", "彭范悦", "品牌专员", (2, 7, 2), "13500", "0.4", "MKT"),
    Person("MKT05", "曾试琳", "销售顾问", (1, 6, 16), "12000", "0.6", "MKT"),
)
OPS = (
    Person("OPS00", "萧示康", "运营经理", (7, 9, 23), "29000", "0.2", "OPS"),
    Person("OPS01", "田例生", "供应链主管", (5, 4, 4), "17000", "0.2", "OPS"),
    Person("OPS02", "董小样", "客服主管", (4, 6, 28), "13500", "0.15", "OPS"),
    Person("OPS03", "潘范立", "流程专员", (3, 1, 9), "12500", "0.15", "OPS"),
    Person("OPS04", "袁试文", "仓储主管", (2, 5, 17), "12000", "0.1", "OPS"),
)
FOUNDERS = (
    Person("ROOT", "管示元", "系统管理员", (6, 3, 15), "22000", "0.15", "TEC", ("admin",)),
    Person("HR01", "于示人", "人力资源主管", (7, 8, 8), "21000", "0.15", "HRD", ("hr",)),
)
EVERYBODY = (*FOUNDERS, *FIN, *ADM, *TEC, *HRD, *MKT, *OPS)
