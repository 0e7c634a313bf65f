import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { demand } from '../../../core/refused.ts'
import { mayWithdrawReplies } from '../policy.ts'
import { repliesToWithdraw } from '../queries/replies.ts'
import type { Spaces } from '../queries/spaces.ts'
import type {} from '../tables.ts'

/** No route: the hub itself does it when somebody leaves, and looks again every hour. */
export const withdrawRepliesIn = (spaces: Spaces) =>
  command({
    name: 'charters.withdraw-replies',
    summary: 'Forget the replies of those who left the hub or the body. The hub does this itself',
    input: z.object({ scope: z.uuid().optional(), person: z.uuid().optional() }),
    output: z.object({ withdrawn: z.number() }),
    async facts(tx, { input, actor }) {
      demand(mayWithdrawReplies(actor))
      return { gone: await repliesToWithdraw(tx, spaces, input) }
    },
    may: ({ actor }) => mayWithdrawReplies(actor),
    async run(tx, { facts: { gone } }) {
      for (const { scope, holder } of gone) {
        await tx.deleteFrom('charter_reply').where('scope_id', '=', scope).where('holder_id', '=', holder).execute()
      }
      return { withdrawn: gone.length }
    },
    tell: ({ result: { withdrawn } }) =>
      withdrawn === 0
        ? []
        : [{ kind: 'charters.replies.withdrawn', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal', anonymous: true }],
  })
