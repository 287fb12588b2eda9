/** Who a seller is, as far as standing facts say. Lists are sorted; what nobody stated is left out. */
export interface Profile {
  readonly country?: string;
  readonly domains: readonly string[];
  /** Sellers this one is the same as, says its platform. */
  readonly joinsOfPlatform: readonly string[];
  /** Sellers this one is the same as, says its own key. */
  readonly joinsOfSeller: readonly string[];
  readonly level?: string;
  /** A sole trader. */
  readonly natural?: true;
  /** `<country>/<registrar>/<number>` */
  readonly registers: readonly string[];
  /** A company's. */
  readonly tradingName?: string;
}

export const emptyProfile: Profile = {
  domains: [],
  joinsOfPlatform: [],
  joinsOfSeller: [],
  registers: [],
};
