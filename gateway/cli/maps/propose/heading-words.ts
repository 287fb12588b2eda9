/** What a heading can mean in an export of orders, besides columns of one record. */
export type Meaning = keyof typeof phrases;

/**
 * What headings say, as `plainHeading` writes it, in English, German, French, Spanish and Chinese. Whole headings alone: a part of one may
 * say the contrary.
 */
const phrases = {
  number:
    'order|order id|order no|order number|order name|order reference|bestellnummer|bestellung|auftragsnummer|bestell nr|' +
    'commande|numero de commande|n de commande|pedido|numero de pedido|id de pedido|订单号|订单编号|订单',
  shop: 'shop|shop id|seller|seller id|merchant|merchant id|vendor|vendor id|store|handler|handlernummer|verkaufer|boutique|vendeur|vendedor|tienda|店铺|卖家|商家',
  buyer:
    'buyer|buyer id|customer|customer id|customer email|email|buyer email|kunde|kundennummer|kaufer|e mail|client|acheteur|' +
    'cliente|comprador|correo|买家|客户|买家账号',
  ordered:
    'order date|ordered|ordered at|ordered on|order time|created|created at|placed|placed at|placed on|purchase date|purchased at|sale date|' +
    'bestelldatum|bestellt am|bestellt|kaufdatum|date de commande|date d achat|commande le|fecha de pedido|fecha del pedido|fecha de compra|' +
    '下单时间|订单日期|订单创建时间|付款时间',
  dispatched:
    'dispatched|dispatched at|dispatch date|shipped|shipped at|shipped on|shipped date|ship date|shipping date|date shipped|fulfilled at|sent at|' +
    'versanddatum|versendet am|versandt am|date d expedition|expedie le|fecha de envio|enviado|发货时间|发货日期',
  delivered:
    'delivered|delivered at|delivered on|delivery date|date delivered|lieferdatum|zugestellt am|geliefert am|zustelldatum|' +
    'date de livraison|livre le|fecha de entrega|entregado|签收时间|送达时间|收货时间',
  cancelled:
    'cancelled|canceled|cancelled at|canceled at|cancelled on|cancellation date|storniert am|stornodatum|annule le|date d annulation|' +
    'fecha de cancelacion|cancelado|取消时间',
  returned:
    'returned|returned at|return date|retourdatum|zuruckgesandt am|date de retour|fecha de devolucion|退货时间',
  amount:
    'amount|total|order total|total amount|total price|grand total|order value|betrag|summe|gesamtbetrag|gesamt|rechnungsbetrag|montant|' +
    'montant total|total ttc|importe|importe total|monto|金额|订单金额|总金额|实付金额',
  currency: 'currency|currency code|wahrung|devise|monnaie|moneda|divisa|币种|货币',
  country:
    'country|country code|shipping country|ship country|ship to country|delivery country|land|lieferland|pays|pays de livraison|pais|' +
    'pais de entrega|国家|收货国家|目的国',
  dispatchBy:
    'dispatch by|ship by|ship by date|latest ship date|versand bis|expedier avant|enviar antes de|最晚发货时间|最迟发货时间',
  deliverBy:
    'deliver by|delivery by|latest delivery date|promised delivery|promised delivery date|estimated delivery|lieferung bis|' +
    'voraussichtliche lieferung|livrer avant|livraison prevue|entrega estimada|预计送达时间|最晚送达时间',
  channel:
    'channel|sales channel|source|vertriebskanal|kanal|canal|canal de vente|canal de venta|渠道|销售渠道',
  tracking:
    'tracking number|tracking no|tracking id|tracking|sendungsnummer|numero de suivi|numero de seguimiento|运单号|物流单号|快递单号',
  stars: 'rating|stars|score|bewertung|sterne|note|etoiles|calificacion|estrellas|puntuacion|评分|星级',
  words:
    'review|review text|comment|feedback|kommentar|rezension|commentaire|avis|comentario|resena|评价|评论',
  date: 'date|day|time|datum|zeit|jour|fecha|dia|日期|时间',
  status: 'status|event|type|state|zustand|ereignis|statut|etat|estado|状态|类型',
  certificate:
    'certificate|certificate no|certificate number|certificate id|zertifikat|zertifikatsnummer|zertifikat nr|certificat|numero de certificat|certificado|numero de certificado|证书编号|证书号',
  scheme: 'scheme|standard|norm|norme|referentiel|norma|esquema|标准|认证标准',
  validFrom:
    'valid from|from|issued|issue date|issued on|date of issue|gultig ab|gultig von|ausgestellt am|valable du|date d emission|valido desde|fecha de emision|有效期开始|发证日期',
  validUntil:
    'valid until|valid to|until|to|expires|expiry|expiry date|expiration date|gultig bis|ablaufdatum|valable jusqu au|date d expiration|valido hasta|fecha de vencimiento|有效期至|到期日期',
  subject: 'subject|covers|gegenstand|objet|objeto|认证对象',
  jurisdictions:
    'markets|market|markte|marches|mercados|jurisdictions|jurisdiction|countries|lander|pays|paises|适用国家',
  products:
    'product codes|product numbers|products|product|gtin|gtins|ean|produkte|artikel|produits|productos|产品|商品条码',
  reason: 'reason|grund|motif|motivo|原因',
} as const;

/** In lower case without accents, with one space for all that is neither letter nor digit. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const meaningOf: ReadonlyMap<string, readonly Meaning[]> = (() => {
  const meanings = new Map<string, Meaning[]>();
  for (const [meaning, text] of Object.entries(phrases)) {
    for (const phrase of text.split('|')) {
      const known = meanings.get(phrase);
      if (known === undefined) meanings.set(phrase, [meaning as Meaning]);
      else known.push(meaning as Meaning);
    }
  }
  return meanings;
})();

/** What a heading can mean; several where the word has several. */
export const meaningsOf = (heading: string): readonly Meaning[] => meaningOf.get(plainHeading(heading)) ?? [];
