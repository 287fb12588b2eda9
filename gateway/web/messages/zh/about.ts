import type { about as english } from '../en/about.js';

export const about: Readonly<Record<keyof typeof english, string>> = {
  'home.title': '这个卖家守信吗？',
  'home.lead':
    '配送、投诉、评价、证书和付款，由知情者陈述并签名。谁也无法悄悄更改，任何人都能算出相同的评分。',
  'home.badge': '在店铺上看到了徽章？验证它',
  'home.count': '已有 {sellers|other: # 个卖家}的记录，由 {organisations|other: # 家机构}共同保存。',
  'home.readers': '它能为您做什么',
  'home.shopper': '您想购物',
  'home.shopper.text':
    '查找卖家，或验证其店铺上的徽章。验证在您自己的浏览器中进行，因此不必相信任何人的说法，包括我们的。',
  'home.shopper.search': '查找卖家',
  'home.seller': '您是卖家',
  'home.seller.text':
    '您履行过的每次配送，无论在哪里销售都对您有利。您的页面上有把徽章放到店铺的代码。如果关于您的事实有误，您可以提出异议。',
  'home.seller.find': '查找您自己的页面',
  'home.marketplace': '您经营电商平台',
  'home.marketplace.text':
    '一次可查询多达 500 个卖家的评分，每个都附有理由和签名。可并排比较卖家，也可陈述您所知的订单、配送、评价和纠纷。',
  'home.certifier': '您从事认证或检验',
  'home.certifier.text':
    '证书及其暂停或终止只需陈述一次：此后卖家的每个页面和徽章都会如实显示。任何人都可按编号查询证书。',
  'home.payment': '您处理支付',
  'home.payment.text':
    '陈述付款、拒付和欺诈，无需透露买家姓名和确切金额。在确定条款之前，先看看卖家配送是否可靠。',
  'home.doubter': '您谁也不信',
  'home.doubter.text': '每个页面都显示其依据的证明。您可以下载全部内容，用自己的程序重新计算每个评分。',
  'home.how': '运作方式',
  'home.how.state': '由知情者陈述事实',
  'home.how.state.text': '平台、承运商、支付机构、认证机构和仲裁方为自己所知的事实签名。买家不会被指名。',
  'home.how.keep': '由多家机构保存',
  'home.how.keep.text':
    '每家机构都持有完整的账本。它们每小时核对一次并予以封存。任何一家都无法单独更改或隐瞒事实。',
  'home.how.score': '由公开的规则得出评分',
  'home.how.score.text': '同样的事实得出同样的评分，无论由谁计算。各组成部分及其权重对所有人公开。',
  'home.how.check': '由您自己验证',
  'home.how.check.text': '徽章和依据都自带证明。虚假或过期的内容会在您的设备上被发现。',

  'score.title': '评分方法',
  'score.lead':
    '评分说明卖家有记录的业务被证明进行得有多好，从 0 到 1000。它是谨慎的数字：两个卖家都没有过失时，订单较多者评分较高，因为对其了解更多。',
  'score.policy':
    '本页的所有数字都来自当前生效的评分政策第 {version} 版。更换它需要 {organisations|other: # 家机构}中的 {agree} 家同意。',
  'score.policy.data': '政策（数据形式）',
  'score.policy.changes': '更改它的提案',
  'score.bands': '评分说明什么',
  'score.band.range': '{from} 至 {to}',
  'score.not': '评分不说明什么',
  'score.not.goods': '产品是否为正品或是否安全。只有列明的证书和检验才说明这一点。',
  'score.not.unstated': '任何无人陈述的事情。',
  'score.not.person': '任何关于个人的事情。它评定的是卖家业务的履行情况。',
  'score.not.alone': '您应该购买。它不得作为影响自然人卖家的决定的唯一依据。',
  'score.parts': '评分的组成',
  'score.parts.lead': '共有六个部分，各有权重。对每个部分，评分都计算总数中有多少次履行良好。',
  'score.weight': '占评分的 {share}',
  'score.counts.delivery':
    '在已送达、丢失、逾期或由卖家取消的所有订单中，按承诺时间送达的订单。下单所在的一期（{weeks} 周）之后过了 {overdue|other: # 期}仍无结果的订单为逾期。',
  'score.counts.quality':
    '没有判买家有理的产品纠纷的已送达订单，以及抽检合格的批次。一个批次相当于 {lots|other: # 个订单}。退货不计为卖家的过失。',
  'score.counts.reviews':
    '有订单记录的买家对商品的星级。其中混入 {phantoms|other: # 条}设想的 {stars} 星评价，以免由最初几条评价决定。',
  'score.counts.after-sales':
    '没有由卖家负责的纠纷的订单。卖家回应过的纠纷少扣 {credit}。卖家有理或已撤回的纠纷不扣分。',
  'score.counts.certification':
    '由经认可的机构颁发的有效证书，每个认证体系只计一份；机构的评定级别越高，计入越多。因卖家自身行为被暂停或撤销的证书会扣分。',
  'score.counts.payment': '没有成立的拒付、也没有确认为欺诈的已付款订单。退款不计为卖家的过失。',
  'score.target': '满分',
  'score.target.share': '达到 {share}',
  'score.target.stars': '平均达到 {stars} 星',
  'score.target.schemes': '有 {target|other: # 个认证体系}的有效证书，且均未被暂停或撤销',
  'score.neutral': '不好不坏',
  'score.neutral.share': '{share}',
  'score.neutral.stars': '平均 {stars} 星',
  'score.neutral.none': '没有任何证书',
  'score.window': '回溯',
  'score.weeks': '{weeks|other: # 周}',
  'score.half-life': '事实的权重减半需',
  'score.minimum': '所需事实数',
  'score.map': '各比例对应的分数',
  'score.map.share': '得到证明的比例',
  'score.map.points': '分数',
  'score.steps': '从事实到分数',
  'score.steps.decay': '较新的事实权重更大',
  'score.steps.decay.text': '日历按 {weeks} 周分为若干期。期数越早，其中的事实权重越小，最后不再计入。',
  'score.steps.bound': '只计入得到证明的部分',
  'score.steps.bound.text':
    '由事实可得出一个区间，真实比例以 95% 的置信度落在其中（威尔逊区间）。计入的是其下限。事实越多，区间越窄：有记录的良好履行越多，价值越大。',
  'score.steps.few': '事实少不是过失',
  'score.steps.few.text':
    '某部分的事实少于所需数量时，缺少的部分按良好的事实补足。因此缺少的事实绝不会被当作不好的事实。',
  'score.steps.points': '比例换算为分数',
  'score.steps.points.text':
    '每个部分都有自己的刻度，因为 95% 准时尚可，而只有 95% 的订单没有纠纷则不然。评分是各部分分数的加权平均值，向下取整。',
  'score.history': '何时没有评分',
  'score.history.young':
    '有订单的期数（每期 {weeks} 周）少于 {periods|other: # 期}，或事实足够的部分在评分中所占不足 {share}。此时显示“{status}”，不好也不坏。',
  'score.history.bad':
    '如果即使按事实所允许的最好情况也低于 {neutral} 分，则仍然显示评分：沉默保护的是未知，而不是已知的不好。',
  'score.history.dormant': '如果卖家曾有评分，而事实已经太旧，则显示“{status}”，并附上一次评分及其日期。',
  'score.history.provisional': '有订单的期数少于 {periods|other: # 期}时，评分称为暂定：它还可能有很大变动。',
  'score.corroboration.text':
    '平台可能编造卖家的历史。因此每个页面都说明有多少配送和付款也由其他机构的参与方陈述。这不影响分数：许多诚实的卖家使用的承运商不在此列。',
  'score.example': '示例',
  'score.example.lead': '一个虚构的卖家，{weeks} 周内有 {orders|other: # 个订单}，没有证书，按现行政策评分：',
  'score.example.caption': '示例评分的由来',
  'score.example.part': '部分',
  'score.example.facts': '事实',
  'score.example.share': '比例',
  'score.example.proven': '得到证明',
  'score.example.points': '分数',
  'score.example.weight': '权重',
  'score.example.delivery': '{promised} 个中 {onTime} 个准时',
  'score.example.quality': '{productCases|other: # 起产品纠纷}，{delivered|other: # 个订单}',
  'score.example.reviews': '{reviews|other: # 条评价}，平均 {mean}',
  'score.example.after-sales': '{casesOpened|other: # 起纠纷}，{orders|other: # 个订单}',
  'score.example.certification': '{valid|other: # 份证书}',
  'score.example.payment': '{chargebacks|other: # 笔拒付}，{paid|other: # 笔付款}',
  'score.example.total': '加权平均：{title}。{sentence}',
  'score.again': '核对与异议',
  'score.again.text':
    '卖家的页面列出其评分背后的每个事实。发现有误者可提出异议。在纠纷裁决之前，评分仍计入该事实，并同时显示不计入时的评分。',
};
