import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { THE_HUB } from '../../../core/event.ts'
import { mayMakeOwnerLink } from '../policy.ts'
import { countOperators } from '../queries/operators.ts'
import { ownerToken } from '../queries/owner-link.ts'
import { ownerLinkExpiry } from '../rules.ts'

/**
 * What the hub shows on its console at the first start. Nothing about it lies in the database: it is a date under the hub's
 * signature, and it is worth nothing from the moment that somebody runs the hub.
 * No route: only the console of the machine shows it, never an answer over the network.
 */
export const makeOwnerLink = command({
  name: 'people.make-owner-link',
  summary: 'The link with which the owner of a new hub signs in for the first time.',
  input: z.object({}),
  output: z.object({ path: z.string(), expiresAt: z.date() }),
  facts: async (tx) => ({ operators: await countOperators(tx) }),
  may: ({ actor, facts }) => mayMakeOwnerLink(actor, facts.operators),
  async run(_tx, { now, outside }) {
    const expiresAt = ownerLinkExpiry(now)
    return { path: `/sign-in/owner/${ownerToken(outside.keys, expiresAt)}`, expiresAt }
  },
  tell: () => [{ kind: 'people.owner-link.made', scope: THE_HUB, subject: THE_HUB, data: {}, visibility: 'internal' }],
})
