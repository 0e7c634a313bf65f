import type { Inputs } from './matrix.ts'

export const HOLDINGS: Inputs = {
  'holdings.tables': () => ({}),
  'holdings.reading-counts': () => ({}),
  'holdings.my-data': () => ({}),
  'holdings.request-export': (_stage, { session }) => ({ held: session }),
  'holdings.complete-export': ({ exportFile }) => ({ export: exportFile, parts: [], bytes: 0 }),
  'holdings.discard-export': ({ exportFile }) => ({ export: exportFile }),
  'holdings.renew-secrets': () => ({}),
  'holdings.look-up-account': () => ({ email: 'mai@example.org', reason: 'lost-access' }),
}
