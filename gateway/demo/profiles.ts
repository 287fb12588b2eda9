/** How a made-up seller behaves. Rates are per thousand orders unless they say otherwise. */
export interface Profile {
  readonly name: 'large' | 'excellent' | 'good' | 'fair' | 'poor' | 'bad' | 'thin';
  /** Share of all sellers, per thousand. */
  readonly share: number;
  readonly orders: readonly [low: number, high: number];
  readonly late: number;
  readonly lost: number;
  readonly cancelledBySeller: number;
  readonly cancelledByBuyer: number;
  readonly returned: number;
  readonly reviewed: number;
  /** Weights of one to five stars for an order that went well; a late one loses up to two stars. */
  readonly stars: readonly [number, number, number, number, number];
  readonly cases: number;
  /** Of a hundred cases, so many end for the buyer. */
  readonly casesForBuyer: number;
  readonly chargebacks: number;
  readonly frauds: number;
  /** Of a thousand such sellers. */
  readonly certified: number;
  readonly certificateTrouble: number;
  readonly inspected: number;
  /** Of a thousand inspections. */
  readonly inspectionFails: number;
}

const excellent: Profile = {
  name: 'excellent',
  share: 220,
  orders: [50, 180],
  late: 12,
  lost: 1,
  cancelledBySeller: 3,
  cancelledByBuyer: 15,
  returned: 15,
  reviewed: 620,
  stars: [1, 1, 4, 20, 74],
  cases: 4,
  casesForBuyer: 30,
  chargebacks: 1,
  frauds: 0,
  certified: 750,
  certificateTrouble: 20,
  inspected: 600,
  inspectionFails: 20,
};

/** Rates in the range that marketplaces publish as targets and limits (docs/scoring.md); the shares are made up. */
export const profiles: readonly Profile[] = [
  { ...excellent, name: 'large', share: 20, orders: [350, 550] },
  excellent,
  {
    name: 'good',
    share: 370,
    orders: [35, 110],
    late: 40,
    lost: 3,
    cancelledBySeller: 10,
    cancelledByBuyer: 20,
    returned: 30,
    reviewed: 560,
    stars: [3, 3, 9, 28, 57],
    cases: 12,
    casesForBuyer: 45,
    chargebacks: 3,
    frauds: 0,
    certified: 450,
    certificateTrouble: 60,
    inspected: 400,
    inspectionFails: 60,
  },
  {
    name: 'fair',
    share: 180,
    orders: [28, 80],
    late: 110,
    lost: 10,
    cancelledBySeller: 30,
    cancelledByBuyer: 25,
    returned: 60,
    reviewed: 520,
    stars: [8, 8, 18, 30, 36],
    cases: 35,
    casesForBuyer: 60,
    chargebacks: 8,
    frauds: 1,
    certified: 250,
    certificateTrouble: 150,
    inspected: 300,
    inspectionFails: 150,
  },
  {
    name: 'poor',
    share: 80,
    orders: [28, 70],
    late: 240,
    lost: 30,
    cancelledBySeller: 70,
    cancelledByBuyer: 40,
    returned: 110,
    reviewed: 540,
    stars: [22, 15, 22, 22, 19],
    cases: 90,
    casesForBuyer: 75,
    chargebacks: 18,
    frauds: 3,
    certified: 150,
    certificateTrouble: 400,
    inspected: 300,
    inspectionFails: 400,
  },
  {
    name: 'bad',
    share: 40,
    orders: [28, 60],
    late: 380,
    lost: 80,
    cancelledBySeller: 140,
    cancelledByBuyer: 60,
    returned: 190,
    reviewed: 600,
    stars: [55, 18, 12, 8, 7],
    cases: 220,
    casesForBuyer: 88,
    chargebacks: 60,
    frauds: 20,
    certified: 120,
    certificateTrouble: 800,
    inspected: 350,
    inspectionFails: 700,
  },
  {
    name: 'thin',
    share: 90,
    orders: [0, 5],
    late: 50,
    lost: 5,
    cancelledBySeller: 10,
    cancelledByBuyer: 20,
    returned: 30,
    reviewed: 400,
    stars: [5, 5, 10, 30, 50],
    cases: 10,
    casesForBuyer: 50,
    chargebacks: 2,
    frauds: 0,
    certified: 100,
    certificateTrouble: 0,
    inspected: 50,
    inspectionFails: 50,
  },
];
