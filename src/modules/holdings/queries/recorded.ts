import type { Records } from '../../../core/recorded.ts'

/** That accounts were looked up stands in the public log as a number for each day; who it was hears of it in their notices. */
export const recorded: Records = { entries: [], counts: { 'holdings.account.looked-up': 'accounts-looked-up' } }
