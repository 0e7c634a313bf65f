import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { leavesAWayIn, mayChangeWaysIn, mayTouchPasskey } from '../policy.ts'
import { accountOfPasskey, countWaysIn } from '../queries/passkeys.ts'
import { sessionHeld } from '../queries/sessions.ts'
import type {} from '../tables.ts'
import { heldField } from './fields.ts'

/** The last one may go too where there is an address: a letter opens the account then. */
export const removePasskey = command({
  name: 'people.remove-passkey',
  summary: 'Remove one of your passkeys, within fifteen minutes of signing in. It opens nothing from then on.',
  route: 'DELETE /me/passkeys/{passkey}',
  limit: 'write',
  input: z.object({ passkey: z.uuid(), held: heldField }),
  output: z.object({ removed: z.literal(true) }),
  async facts(tx, { input, actor }) {
    // Held, so that of two that are removed at once the second sees that the first is gone.
    await tx.selectFrom('account').select('id').where('id', '=', actor.account).forUpdate().execute()
    const [account, held] = [await accountOfPasskey(tx, input.passkey), await sessionHeld(tx, input.held)]
    return { account, held, ways: await countWaysIn(tx, actor.account) }
  },
  may: ({ actor, facts, now }) =>
    all(mayTouchPasskey(actor, facts.account), mayChangeWaysIn(actor, facts.held, now), leavesAWayIn(facts.ways)),
  async run(tx, { input }) {
    await tx.deleteFrom('passkey').where('id', '=', input.passkey).execute()
    return { removed: true as const }
  },
  tell: ({ actor }) => [
    { kind: 'people.passkey.removed', scope: THE_HUB, subject: actor.person ?? THE_HUB, data: {}, visibility: 'internal', anonymous: true },
  ],
})
