/** Pages of records, certificates and cases. */
export const records = {
  'records.title': 'Records',
};
