export const componentNames = [
  'delivery',
  'quality',
  'reviews',
  'after-sales',
  'certification',
  'payment',
] as const;
export type ComponentName = (typeof componentNames)[number];
