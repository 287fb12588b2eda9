/** Pages of participants, organisations, Seals and proposals. */
export const consortium = {
  'consortium.title': 'Who is behind this',
};
