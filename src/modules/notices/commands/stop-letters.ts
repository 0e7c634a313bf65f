import { yes } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { holderOfLink, readStopLink } from '../queries/letter-link.ts'
import { no } from '../refusals.ts'
import { SORTS } from '../rules.ts'

export const stopLetters = command({
  name: 'notices.stop-letters',
  summary: 'By the link of a letter, without signing in: no more letters of its sort, or none at all',
  route: 'POST /letters/stopping',
  whileLeaving: true,
  input: z.object({ link: z.string().min(1).max(300) }),
  output: z.object({ stopped: z.enum(['all', ...SORTS]) }),
  async facts(tx, { input, outside }) {
    const { letterKey, what } = readStopLink(outside.keys, input.link) ?? refuse(no('letters.link-broken'))
    const holder = (await holderOfLink(tx, letterKey, 'update')) ?? refuse(no('letters.link-broken'))
    return { ...holder, what }
  },
  // Whoever holds the link may: it came in a letter, and does nothing but end letters.
  may: () => yes,
  async run(tx, { facts: { account, letters, what } }) {
    const left = what === 'all' ? [] : letters.filter((sort) => sort !== what)
    await tx.updateTable('notices_state').set({ letters: left }).where('account_id', '=', account).execute()
    return { stopped: what }
  },
  tell: () => [{ kind: 'notices.letters.stopped', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
