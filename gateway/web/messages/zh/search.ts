import type { search as english } from '../en/search.js';

export const search: Readonly<Record<keyof typeof english, string>> = {
  'search.title': '查找卖家',
  'search.lead': '查看卖家履行承诺的可靠程度。',
  'search.label': '卖家名称或店铺域名',
  'search.submit': '搜索',
  'search.hint': '输入一部分即可。',
  'search.all': '所有卖家',
  'search.found': '找到的卖家',
  'search.query': '名称或域名中含有“{query}”',
  'search.none': '没有卖家的名称或域名含有此内容。',
  'search.none-yet': '在已查看的 {count} 个卖家中没有找到。可继续查看更多。',
  'search.next': '下一页',
};
