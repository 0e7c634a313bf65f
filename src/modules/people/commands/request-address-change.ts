import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayChangeWaysIn } from '../policy.ts'
import { sessionHeld } from '../queries/sessions.ts'
import { countOpenLinks } from '../queries/sign-in-link.ts'
import { linkExpiry, MOST_OPEN_LINKS } from '../rules.ts'
import type {} from '../tables.ts'
import { emailField, heldField } from './fields.ts'

/** The same answer for every address: nobody learns here who has an account. Letters go to both addresses, by a job. */
export const requestAddressChange = command({
  name: 'people.request-address-change',
  summary:
    'Ask for another e-mail address of your account, within fifteen minutes of signing in. A link goes to the new one, word of it to the old one.',
  route: 'POST /me/address',
  limit: 'sign-in',
  input: z.object({ email: emailField, held: heldField }),
  output: z.object({ asked: z.literal(true) }),
  async facts(tx, { input, now, outside }) {
    return {
      link: outside.uuid(),
      held: await sessionHeld(tx, input.held),
      open: await countOpenLinks(tx, outside.keys.tags('email', input.email), now),
    }
  },
  may: ({ actor, facts, now }) => mayChangeWaysIn(actor, facts.held, now),
  async run(tx, { input, actor, now, outside, facts }) {
    // Whoever already waits for so many letters gets no other one, as with links that sign in; the job then finds no row.
    if (facts.open >= MOST_OPEN_LINKS) return { asked: true as const }
    await tx
      .insertInto('sign_in_link')
      .values({
        id: facts.link,
        email_tag: outside.keys.tag('email', input.email),
        email_sealed: outside.keys.seal('email', input.email),
        language: actor.locale,
        then_path: null,
        created_at: now,
        expires_at: linkExpiry(now),
        used_at: null,
        for_account: actor.account,
      })
      .execute()
    return { asked: true as const }
  },
  tell: ({ facts }) => [
    { kind: 'people.address-change.requested', scope: THE_HUB, subject: facts.link, data: {}, visibility: 'internal', anonymous: true },
  ],
})
