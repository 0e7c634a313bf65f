import { all } from '#base'
import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { refuse } from '../../../core/refused.ts'
import { signedIn } from '../policy.ts'
import { accountOfEmail } from '../queries/identities.ts'
import { addressLink } from '../queries/sign-in-link.ts'
import { no } from '../refusals.ts'
import { addressLinkHolds } from '../rules.ts'
import type {} from '../tables.ts'

/** Only signed in: a link that went to a mistyped address would otherwise give a stranger the account. */
export const changeAddress = command({
  name: 'people.change-address',
  summary: 'Use the link that went to your new e-mail address. From then on letters go there; the old address is told.',
  route: 'PUT /me/address',
  limit: 'sign-in',
  input: z.object({ token: z.string().min(1).max(200) }),
  output: z.object({ changed: z.literal(true) }),
  facts: (tx, { input, outside }) => addressLink(tx, outside.keys, input.token, true),
  may: ({ actor, facts, now }) => all(signedIn(actor), addressLinkHolds(facts, actor.account, now)),
  async run(tx, { actor, facts, now, outside: { keys } }) {
    if (facts === null) throw new TypeError('the policy lets no one in without a link')
    const old = await tx.selectFrom('account').select('email_sealed').where('id', '=', actor.account).forUpdate().executeTakeFirstOrThrow()
    const email = keys.open('email', facts.emailSealed)
    if ((await accountOfEmail(tx, keys, email)) !== null) return refuse(no('address.taken'))
    await tx
      .updateTable('account')
      .set({ email_tag: keys.tag('email', email), email_sealed: keys.seal('email', email) })
      .where('id', '=', actor.account)
      .execute()
    await tx.updateTable('sign_in_link').set({ used_at: now, old_email_sealed: old.email_sealed }).where('id', '=', facts.id).execute()
    // A link that lies in the old mailbox would make a new account there, which nobody wants by now.
    if (old.email_sealed !== null) {
      const tags = keys.tags('email', keys.open('email', old.email_sealed))
      await tx
        .deleteFrom('sign_in_link')
        .where('email_tag', 'in', [...tags])
        .execute()
    }
    return { changed: true as const }
  },
  tell: ({ facts }) => [
    {
      kind: 'people.address.changed',
      scope: THE_HUB,
      subject: facts?.id ?? THE_HUB,
      data: {},
      visibility: 'internal',
      anonymous: true,
    },
  ],
})
