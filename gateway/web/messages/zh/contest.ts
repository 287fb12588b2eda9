import type { contest as english } from '../en/contest.js';

export const contest: Readonly<Record<keyof typeof english, string>> = {
  'contest.title': '如何对事实或评分提出异议',
  'contest.lead':
    '事实所涉及的任何人都可以指出其有误：卖家、买家或认证机构。任何内容都不会被删除：有误的会得到更正，或经纠纷裁决。',
  'contest.about': '涉及哪项内容？',
  'contest.about.seller': '卖家编号',
  'contest.about.record': '记录编号（如果知道）',
  'contest.about.records': '该卖家的全部记录',
  'contest.about.submit': '填入下方文本',
  'contest.unknown.seller': '账本中没有此编号的卖家。编号写在卖家页面上。',
  'contest.unknown.record': '账本中没有此编号的记录。编号写在记录页面上。',
  'contest.another.seller': '该记录涉及另一位卖家。两个编号中有一个不对。',
  'contest.steps': '分步说明',
  'contest.find': '找到记录',
  'contest.find.how':
    '卖家页面上的每个数字都由记录计数得出，数字下方的链接可通往这些记录。记录页面写明由谁、何时陈述。请记下记录编号。',
  'contest.correct': '请陈述者更正',
  'contest.correct.how': '只有陈述者能以后续记录更正。原记录仍可见，标为已更正，不再计入。',
  'contest.correct.issuer': '这条记录由 {issuer} 陈述。',
  'contest.letter': '您可以发送以下内容：',
  'contest.letter.text':
    '关于卖家 {seller} 的记录 {record} 有误，原因是：……\n请予以更正。如不更正，请就该记录立案（类型 record-contested），并由人工裁决。',
  'contest.letter.record': '（记录编号）',
  'contest.letter.seller': '（卖家编号）',
  'contest.case': '如果对方拒绝：请求立案',
  'contest.case.how':
    '请卖家所在平台或仲裁方就该记录编号立案（类型 record-contested）。一个纠纷最多可列 16 条记录。订单、配送、支付、评价和检验可以这样提出异议。',
  'contest.case.not':
    '此类记录不能通过立案提出异议：只有更正才能说明其有误。证书由颁发者暂停或撤销。请告知陈述者所属的机构，由其负责。',
  'contest.case.line': '供平台和仲裁方使用：用于立案的记录',
  'contest.decision': '回应、裁决、申诉',
  'contest.decision.how':
    '卖家可以回应每个纠纷，并在裁决后申诉。由人而非程序裁决。裁决也是一条记录：连同其证明一并保留。',
  'contest.whom': '向谁提出',
  'contest.whom.platform': '该卖家所在的平台',
  'contest.whom.platforms': '平台',
  'contest.whom.arbiters': '仲裁方',
  'contest.whom.none': '目前没有登记。',
  'contest.whom.org': '属于 {organisation}，{site}',
  'contest.meanwhile': '评分会怎样',
  'contest.meanwhile.counts': '未结期间，该事实仍计入：否则立案就会成为暂时隐藏不利事实的手段。',
  'contest.meanwhile.both': '卖家页面和徽章验证会说明有事实受到异议，并同时显示不计入这些事实的评分。',
  'contest.meanwhile.after': '事实一经更正，评分便如同从未陈述过它一样。如果结案时没有更正，该事实继续计入。',
  'contest.deadlines': '期限',
  'contest.deadlines.none':
    '本账本的规则没有规定期限，纠纷也不会因时间而失效。平台应在何时为您做什么，由其条款和法律规定：在欧盟为关于卖家投诉的（EU）2019/1150 号条例第 11 条，以及关于对个人作出自动化决定的 GDPR 第 22 条。',
  'contest.rules': '如果不对的是规则而非事实',
  'contest.rules.how': '评分规则是公开的，每个版本都由联盟各机构决定。可以写信给其中任何一家。',
  'contest.readers': '您是哪一方',
  'contest.readers.seller': '您是卖家',
  'contest.readers.seller.how':
    '您的平台可以看到关于您的每条记录，包括不公开的。您可以回复评价。对于以评分为依据的任何决定，您可以要求平台进行人工复核。',
  'contest.readers.buyer': '您是买家',
  'contest.readers.buyer.how':
    '订单和评价仅对相关各方开放。请询问您购物的平台：它可以向您出示您的订单记录、更正其陈述并为您立案，涉及您的隐私时也可以。',
  'contest.readers.certifier': '您是认证机构',
  'contest.readers.certifier.how':
    '请用您自己的密钥更正自己的记录，并陈述暂停和撤销。如果有他人以您的名义陈述了证书，请立即告知其机构和您的机构：可能有密钥被盗。',
};
