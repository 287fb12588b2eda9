/** One order of the Olist files with all that belongs to it. Times: seconds since the epoch; money: centavos. */
export interface OlistOrder {
  readonly id: string;
  /** `customer_unique_id`: the same person over several orders. */
  readonly buyer: string;
  readonly status: string;
  readonly purchased: number;
  readonly approved: number | null;
  readonly handedToCarrier: number | null;
  readonly delivered: number | null;
  /** Local midnight at the start of the estimated day. */
  readonly estimated: number;
  /** In order of `order_item_id`. */
  readonly items: readonly OlistItem[];
  /** In order of `payment_sequential`. */
  readonly payments: readonly OlistPayment[];
  /** In order of (answered, id): the first answer first. */
  readonly reviews: readonly OlistReview[];
}

export interface OlistItem {
  readonly seller: string;
  readonly shippingLimit: number;
  readonly price: number;
  readonly freight: number;
}

export interface OlistPayment {
  readonly sequential: number;
  readonly value: number;
}

export interface OlistReview {
  readonly id: string;
  readonly score: number;
  readonly title: string;
  readonly message: string;
  readonly answered: number;
}
