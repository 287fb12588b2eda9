import type { PolicyDocument } from '../consortium/policy-document.js';
import type { ScorePolicyBody } from './score-policy.js';

const body: ScorePolicyBody = {
  history: { minimumPeriods: 2, provisionalPeriods: 4, minimumWeight: 50 },
  neutral: 500,
  reasons: { goodFrom: 700 },
  bands: [
    { name: 'excellent', from: 850 },
    { name: 'good', from: 700 },
    { name: 'fair', from: 500 },
    { name: 'weak', from: 300 },
    { name: 'poor', from: 0 },
  ],
  components: {
    delivery: {
      weight: 30,
      window: 13,
      halfLife: 6,
      minimum: 20,
      overdueAfter: 3,
      points: [
        { ppm: 500_000, points: 0 },
        { ppm: 830_000, points: 500 },
        { ppm: 900_000, points: 700 },
        { ppm: 960_000, points: 900 },
        { ppm: 985_000, points: 1000 },
      ],
    },
    quality: {
      weight: 15,
      window: 13,
      halfLife: 13,
      minimum: 20,
      inspectionWeight: 5,
      points: [
        { ppm: 600_000, points: 0 },
        { ppm: 830_000, points: 500 },
        { ppm: 960_000, points: 750 },
        { ppm: 980_000, points: 850 },
        { ppm: 990_000, points: 920 },
        { ppm: 995_000, points: 1000 },
      ],
    },
    reviews: {
      weight: 25,
      window: 13,
      halfLife: 6,
      minimum: 10,
      phantom: { count: 7, ratingTenths: 35 },
      points: [
        { ppm: 125_000, points: 0 },
        { ppm: 375_000, points: 200 },
        { ppm: 600_000, points: 500 },
        { ppm: 750_000, points: 800 },
        { ppm: 875_000, points: 1000 },
      ],
    },
    'after-sales': {
      weight: 10,
      window: 13,
      halfLife: 6,
      minimum: 20,
      answeredCredit: 250_000,
      points: [
        { ppm: 600_000, points: 0 },
        { ppm: 830_000, points: 500 },
        { ppm: 960_000, points: 750 },
        { ppm: 980_000, points: 850 },
        { ppm: 990_000, points: 920 },
        { ppm: 995_000, points: 1000 },
      ],
    },
    certification: {
      weight: 10,
      window: 13,
      target: 2,
      levels: {
        'authority-benchmark': 1_000_000,
        'authority-mandate': 1_000_000,
        'authority-globalmra': 1_000_000,
        'authority-peer': 1_000_000,
        'authority-extended-mra': 1_000_000,
        'scheme-cab': 800_000,
        'scheme-self': 300_000,
        'no-endorsement': 0,
      },
      against: ['non-conformity', 'surveillance-overdue', 'misuse'],
      points: [
        { ppm: 0, points: 0 },
        { ppm: 1_000_000, points: 1000 },
      ],
    },
    payment: {
      weight: 10,
      window: 13,
      halfLife: 6,
      minimum: 20,
      points: [
        { ppm: 700_000, points: 0 },
        { ppm: 830_000, points: 500 },
        { ppm: 985_000, points: 700 },
        { ppm: 995_000, points: 1000 },
      ],
    },
  },
};

/** The first score policy. docs/scoring.md gives the source of every number. */
export const scorePolicy1: PolicyDocument = { name: 'score', version: 1, body };
