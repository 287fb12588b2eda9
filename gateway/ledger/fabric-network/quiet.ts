/**
 * fabric-network builds its logger while it is loaded and by default prints every error it meets, also those that are
 * answered by a retry. Import this first. An operator's own HFC_LOGGING is left alone.
 */
process.env['HFC_LOGGING'] ??= '{}';
