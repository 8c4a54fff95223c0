"""Grants of the last weeks: who saw what somebody did, and said so at once.

Together with the claims they make leaderboards with one tie (HRD01 and ADM04), somebody at a cap (ADM03), and a
department that is low on 「跨部门协作」 (市场部, S13). Nobody thanked FIN04, whose daily report was cited by others.
"""

from __future__ import annotations

from ledger.demo.data.shapes import Grant

CROSS, SOLVED, NEW = "cross-department", "problem-solved", "innovation"

GRANTS = (
    # 财务部
    Grant("fin01-1", "FIN00", "FIN01", CROSS, None, 0.55, "配合市场部完成渠道费用测算，两天给出结论"),
    Grant("fin02-1", "FIN00", "FIN02", SOLVED, 80, -0.5, "月末对账差异当天查清，没有影响关账"),
    Grant("fin02-2", "FIN00", "FIN02", CROSS, 40, 0.3, "到运营部讲解报销新规，退单明显减少"),
    Grant("fin03-1", "FIN00", "FIN03", CROSS, 60, -0.7, "与技术部一起上线电子发票接口"),
    Grant("fin03-2", "FIN00", "FIN03", SOLVED, 120, 0.45, "发现并追回一笔重复付款"),
    Grant("pay01-1", "FIN00", "PAY01", CROSS, 40, 0.62, "协助人力资源部核对社保基数"),
    # 行政部
    Grant("adm01-1", "ADM00", "ADM01", SOLVED, 50, -0.6, "会议室临时停用，当天协调好全部会议"),
    Grant("adm01-2", "ADM00", "ADM01", CROSS, None, 0.4, "为市场部新品发布会协调场地与签到"),
    Grant("adm02-1", "ADM00", "ADM02", CROSS, 45, 0.65, "与财务部共建采购付款台账"),
    Grant("adm03-1", "ADM00", "ADM03", CROSS, 60, 0.2, "协助技术部完成机房搬迁的后勤保障"),
    Grant("adm03-2", "ADM00", "ADM03", CROSS, 60, 0.5, "为人力资源部入职日准备全套物料"),
    Grant("adm03-3", "ADM00", "ADM03", CROSS, 60, 0.8, "配合运营部完成仓库消防演练"),
    Grant("adm04-1", "ADM00", "ADM04", SOLVED, 70, 0.35, "停电当天两小时恢复门禁与办公网络"),
    # 技术部
    Grant("tec01-1", "TEC00", "TEC01", NEW, 120, 0.3, "提出用规则引擎代替写死的审批流程"),
    Grant("s11-1", "TEC00", "TEC02", SOLVED, 30, 0.75, "修复影响下单的系统缺陷"),
    Grant("tec03-1", "TEC00", "TEC03", SOLVED, None, 0.15, "支付网关中断，牵头四十分钟内恢复"),
    Grant("s11-2", "TEC00", "TEC03", SOLVED, 40, 0.85, "定位并修复报表重复统计的缺陷"),
    Grant("tec04-1", "TEC00", "TEC04", SOLVED, 25, -0.4, "修复移动端审批页面白屏"),
    Grant("tec04-2", "TEC00", "TEC04", CROSS, 55, 0.5, "为运营部搭建工单看板"),
    Grant("tec05-1", "TEC00", "TEC05", NEW, 50, -0.8, "用抽样校验提前发现数据异常"),
    Grant("tec05-2", "TEC00", "TEC05", CROSS, 70, 0.6, "帮财务部打通费用数据，省去手工导表"),
    Grant("root-1", "TEC00", "ROOT", CROSS, 25, 0.25, "协助财务部迁移报表服务器"),
    # 人力资源部
    Grant("hrd01-1", "HRD00", "HRD01", CROSS, None, 0.35, "驻场技术部一周，梳理岗位画像"),
    Grant("hrd02-1", "HRD00", "HRD02", CROSS, 75, 0.55, "为市场部定制谈判技巧培训"),
    Grant("hrd03-1", "HRD00", "HRD03", SOLVED, 88, 0.45, "妥善化解一起跨部门排班争议"),
    Grant("hrd04-1", "HRD00", "HRD04", CROSS, 30, -0.25, "协助行政部筹办新员工开放日"),
    Grant("hrd04-2", "HRD00", "HRD04", CROSS, 35, 0.7, "为运营部旺季用工提前备好候选人"),
    Grant("hr01-1", "HRD00", "HR01", SOLVED, 60, 0.5, "理清积分规则疑问，完成各部门宣讲"),
    Grant("hr02-1", "HRD00", "HR02", CROSS, 40, -0.5, "与财务部核对价值积分的核算口径"),
    # 市场部: low on 跨部门协作 (S13)
    Grant("mkt01-1", "MKT00", "MKT01", SOLVED, 140, 0.2, "大客户提出退订，当日化解并续约"),
    Grant("mkt02-1", "MKT00", "MKT02", SOLVED, 100, 0.4, "渠道窜货一周内查清并整改"),
    Grant("mkt03-1", "MKT00", "MKT03", SOLVED, 85, 0.6, "投放数据异常，及时止损"),
    Grant("mkt04-1", "MKT00", "MKT04", SOLVED, 60, -0.3, "展会物料延误，连夜调配到位"),
    Grant("mkt04-2", "MKT00", "MKT04", CROSS, 20, 0.5, "配合人力资源部拍摄招聘短片"),
    Grant("mkt05-1", "MKT00", "MKT05", SOLVED, 40, -0.6, "两小时内回应客户投诉并闭环"),
    Grant("mkt05-2", "MKT00", "MKT05", SOLVED, 130, 0.72, "挽回三家准备流失的老客户"),
    Grant("mkt02-2", "OPS00", "MKT02", SOLVED, 55, 0.95, "渠道对账差错当天更正", on_behalf_of="MKT00"),
    # 运营部
    Grant("ops01-1", "OPS00", "OPS01", SOLVED, 70, -0.4, "供应商断货，两天内找到替代货源"),
    Grant("ops01-2", "OPS00", "OPS01", CROSS, 55, 0.3, "与财务部梳理供应商账期"),
    Grant("ops02-1", "OPS00", "OPS02", CROSS, 75, 0.45, "与技术部共同复盘投诉工单"),
    Grant("ops03-1", "OPS00", "OPS03", CROSS, 40, -0.2, "为行政部梳理资产盘点流程"),
    Grant("ops03-2", "OPS00", "OPS03", SOLVED, 95, 0.55, "发货错单率翻倍，三天找到原因"),
    Grant("ops04-1", "OPS00", "OPS04", CROSS, 80, 0.65, "配合市场部促销，完成临时仓备货"),
    Grant("ops04-2", "OPS00", "OPS04", SOLVED, 30, 0.82, "修好分拣线扫码枪，没有耽误发货"),
    # Instant awards of hr, from the organisation's budget (S16)
    Grant("s16-1", "HR01", "OPS02", SOLVED, None, 0.9, "大促当天客服零积压，单项奖励", instant=True),
    Grant("s16-2", "HR02", "TEC03", SOLVED, 150, 0.58, "支付网关故障复盘被全公司采用，单项奖励", instant=True),
)
