import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayUseOwnerLink } from '../policy.ts'
import { ownerLinkFacts } from '../queries/owner-link.ts'
import type {} from '../tables.ts'
import { emailField, nameField, replacesField } from './fields.ts'
import { lockOperators } from './lock-operators.ts'
import { accountFor, openSession } from './open-session.ts'

/**
 * The first operator. The address is believed unproven: who holds this link reads the hub's own console, and could do
 * anything here without it.
 */
export const useOwnerLink = command({
  name: 'people.use-owner-link',
  summary: 'Become the operator of a new hub with the link from its console. The answer holds the session token.',
  route: 'POST /operators',
  limit: 'sign-in',
  input: z.object({ token: z.string().min(1).max(200), email: emailField, name: nameField, replaces: replacesField.optional() }),
  output: z.object({ session: z.string(), person: z.string() }),
  async facts(tx, { input, outside }) {
    await lockOperators(tx)
    return ownerLinkFacts(tx, outside.keys, input.token)
  },
  may: ({ facts, now }) => mayUseOwnerLink(facts, now),
  async run(tx, { input, actor, now, outside }) {
    const newcomer = { email: input.email, language: actor.locale, name: () => input.name }
    const { isNew, ...who } = await accountFor(tx, newcomer, { outside, now })
    // Whoever takes a hub into their care stays.
    await tx.updateTable('account').set({ leaving_at: null }).where('id', '=', who.account).execute()
    await tx.updateTable('person').set({ operator: true }).where('id', '=', who.person).execute()
    // What was signed in before it might run the hub stays outside: more rights need a new token.
    await tx.deleteFrom('session').where('account_id', '=', who.account).execute()
    if (!isNew) await tx.updateTable('person').set({ name: input.name }).where('id', '=', who.person).execute()
    const session = await openSession(tx, who, input.replaces, { outside, now })
    return { session, person: who.person }
  },
  tell: ({ result }) => [{ kind: 'people.operator.named', scope: THE_HUB, subject: result.person, data: {}, visibility: 'internal' }],
})
