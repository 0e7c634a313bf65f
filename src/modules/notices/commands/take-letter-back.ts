import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { hubAlone } from '../policy.ts'
import { readLetterBack } from '../queries/letter-back.ts'
import { holderOfLink } from '../queries/letter-link.ts'
import { countBounce } from './counted-bounce.ts'

const MOST_SIGNS = 2 * 1024 * 1024

// No route: a mail server hands it in at /mail/bounces by a secret of its own, or on the machine of the hub by the command line.
export const takeLetterBack = command({
  name: 'notices.take-letter-back',
  summary: 'Read what came to the address to which letters come back: a refusal, or a letter that ends letters',
  input: z.object({ message: z.string().max(MOST_SIGNS) }),
  output: z.object({ outcome: z.enum(['counted', 'stopped', 'ended', 'nothing']) }),
  async facts(tx, { input, outside }) {
    const read = readLetterBack(outside.keys, input.message)
    return { read, holder: read.sort === 'other' ? null : await holderOfLink(tx, read.letterKey, 'update') }
  },
  may: ({ actor }) => hubAlone(actor),
  async run(tx, { facts: { read, holder }, now }) {
    // Of an account that is gone nothing is kept.
    if (read.sort === 'other' || holder === null) return { outcome: 'nothing' as const }
    const { account, letters } = holder
    if (read.sort === 'bounce') return { outcome: await countBounce(tx, { account, mark: read.mark, status: read.status, now }) }
    const left = read.what === 'all' ? [] : letters.filter((sort) => sort !== read.what)
    await tx.updateTable('notices_state').set({ letters: left }).where('account_id', '=', account).execute()
    return { outcome: 'ended' as const }
  },
  tell: () => [{ kind: 'notices.letter.returned', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
})
