export interface Finding {
  readonly code:
    | 'governance_does_not_follow'
    | 'not_read'
    | 'signer_unknown'
    | 'batch_does_not_hold'
    | 'cosignature_does_not_hold'
    | 'trust_list_does_not_hold'
    | 'not_agreed'
    | 'disagrees'
    | 'dissent'
    | 'equivocation'
    | 'history_changed'
    | 'leaf_does_not_hold'
    | 'checkpoint_does_not_hold'
    | 'tile_does_not_hold'
    | 'badge_does_not_hold'
    | 'outdated'
    | 'score_does_not_follow'
    | 'seller_missing'
    | 'status_differs';
  /** Where: block, transaction and key; the epoch; the leaf of the log; the seller or status list. */
  readonly at: string;
  readonly reason: string;
}
