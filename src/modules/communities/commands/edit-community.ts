import { z } from 'zod'
import { all, yes, type Verdict } from '#base'
import { command, type Asked } from '../../../core/command.ts'
import { languageTag } from '../../../core/language.ts'
import { refuse } from '../../../core/refused.ts'
import type { Tx } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { asSteward, inRunning } from '../policy.ts'
import { demandFacets } from '../queries/facets.ts'
import { at, facetField, questionField, slugField } from '../queries/shapes.ts'
import { heldBy } from '../queries/members-among.ts'
import { behindOf, leadersOf, officerAmong, standingIn, type HeldCommunity } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { mayStandBehind, MOST_QUESTIONS } from '../rules.ts'
import { ACCESSES, type Sort } from '../tables.ts'
import { isTaken, randomSlug } from './found-community.ts'
import { endHidden, partnersOf } from './hold-jointly.ts'
import { writeFacets, writeQuestions } from './write-lists.ts'

const input = at.extend({
  access: z.enum(ACCESSES).optional(),
  readable: z.enum(['everybody', 'members']).optional(),
  slug: slugField.optional().describe('The old address leads on; of one that turns hidden it is gone'),
  languages: z.array(languageTag).min(1).max(10).optional(),
  facets: z.array(facetField).max(40).optional(),
  questions: z.array(questionField).max(MOST_QUESTIONS).optional(),
  body: z.uuid().nullable().optional().describe('You are a steward of it; null: none'),
  vouching: z.boolean().optional(),
  monthlyInvitations: z.coerce.number().int().min(0).max(100).optional().describe('Links that a member may hand out in a month'),
  slowSeconds: z.coerce.number().int().min(0).max(86_400).optional(),
  guardianAge: z.coerce.number().int().min(6).max(17).nullable().optional().describe('Of a space for the young: from which age'),
  guardian: z.boolean().optional().describe('Of a space for the young: a guardian has to have said yes'),
})
type Input = z.infer<typeof input>

/** What was not named stays as it is. */
export const editCommunity = command({
  name: 'communities.edit',
  summary: 'Change who comes in, who reads, the address, the languages and what a community is about. For its stewards',
  route: 'PATCH /communities/{community}',
  limit: 'write',
  input,
  output: z.object({ slug: z.string() }),
  async facts(tx, asked) {
    const standing = await standingIn(tx, asked, asked.input.community, 'update')
    // What is hidden holds nothing together with others: nobody may learn from that who it is.
    const ends = asked.input.access === 'hidden' ? await heldBy(tx, asked.input.community) : []
    return { ...standing, ...(await changeFacts(tx, asked, standing.shown)), ends }
  },
  may: ({ actor, input: wanted, facts }) =>
    all(
      asSteward(actor, facts),
      inRunning(facts),
      facts.body === 'unknown' ? no('community.body-unknown') : yes,
      facts.taken ? no('community.address-taken') : yes,
      facts.shown === null ? yes : fits(facts.shown, wanted, facts),
    ),
  async run(tx, { input: wanted, facts, now, outside }) {
    const { shown } = facts
    if (shown === null) return refuse(no('community.missing'))
    const access = wanted.access ?? shown.access
    const turnsHidden = access === 'hidden' && shown.access !== 'hidden'
    const slug = turnsHidden ? randomSlug(outside) : access === 'hidden' ? shown.slug : (wanted.slug ?? shown.slug)
    if (wanted.facets !== undefined) await demandFacets(tx, wanted.facets, shown.youth)
    await tx
      .updateTable('community')
      .set({
        ...{ access, slug, readable: access === 'hidden' || shown.youth ? 'members' : (wanted.readable ?? shown.readable) },
        ...{ languages: wanted.languages ?? shown.languages, body_id: wanted.body === undefined ? shown.body_id : wanted.body },
        ...{ vouching: wanted.vouching ?? shown.vouching, slow_seconds: wanted.slowSeconds ?? shown.slow_seconds },
        monthly_invitations: wanted.monthlyInvitations ?? shown.monthly_invitations,
        guardian_age: wanted.guardianAge === undefined ? shown.guardian_age : wanted.guardianAge,
        guardian: shown.youth && (wanted.guardian ?? shown.guardian),
      })
      .where('id', '=', shown.id)
      .execute()
    await keepAddress(tx, shown, slug, access === 'hidden')
    if (wanted.facets !== undefined) await writeFacets(tx, shown.id, wanted.facets)
    if (wanted.questions !== undefined) await writeQuestions(tx, shown.id, wanted.questions)
    for (const space of facts.ends) await endHidden(tx, outside, { space, now })
    return { slug }
  },
  tell: ({ input: { community }, facts }) =>
    [community, ...facts.ends].map((one) => ({
      kind: 'communities.community.edited',
      ...{ scope: one, subject: one, data: {}, visibility: 'internal', anonymous: true },
    })),
})

async function changeFacts(tx: Tx, { input: wanted, actor, outside }: Asked<Input>, shown: HeldCommunity | null) {
  const nothing = { body: 'none', taken: false, behind: null, officers: 0, partners: [] } as const
  if (shown === null) return nothing
  const changed = wanted.body != null && wanted.body !== shown.body_id
  const steward = changed && (await organisations.standingOf(tx, wanted.body ?? '', actor.person)).steward
  const leaders = wanted.access === 'hidden' ? await leadersOf(tx, outside.keys, shown.id) : []
  const officers = await officerAmong(
    tx,
    leaders.map(({ person }) => person),
  )
  return {
    body: changed ? (steward ? ('known' as const) : ('unknown' as const)) : ('none' as const),
    taken: wanted.slug !== undefined && wanted.slug !== shown.slug && (await isForeign(tx, wanted.slug, shown.id)),
    behind: changed && steward ? await behindOf(tx, outside.keys, { body: wanted.body ?? null, community: shown.id }) : null,
    officers: officers.size,
    partners: changed && steward ? await partnersOf(tx, shown.id) : [],
  }
}

/** An address that this community had before is its own. */
async function isForeign(tx: Tx, slug: string, community: string): Promise<boolean> {
  const own = await tx
    .selectFrom('community_address')
    .select('slug')
    .where('slug', '=', slug)
    .where('community_id', '=', community)
    .executeTakeFirst()
  return own === undefined && (await isTaken(tx, slug))
}

type Weighed = { readonly behind: Parameters<typeof mayStandBehind>[2]; readonly officers: number; readonly partners: readonly Sort[] }

function fits(shown: HeldCommunity, wanted: Input, { behind, officers, partners }: Weighed): Verdict {
  const access = wanted.access ?? shown.access
  return all(
    mayStandBehind(shown.sort, shown.youth, behind),
    // Nor beside one that tells of origin or gender and holds something together with it.
    ...partners.map((sort) => mayStandBehind(sort, false, behind)),
    access === 'hidden' && officers > 0 ? no('community.not-for-officers') : yes,
    shown.youth && wanted.readable === 'everybody' ? no('community.youth-not-open') : yes,
  )
}

/** The old address leads on, unless nobody else may know any more that there is such a community. */
async function keepAddress(tx: Tx, shown: HeldCommunity, slug: string, hidden: boolean): Promise<void> {
  if (hidden) {
    await tx.deleteFrom('community_address').where('community_id', '=', shown.id).execute()
    return
  }
  if (slug === shown.slug) return
  await tx.deleteFrom('community_address').where('slug', '=', slug).where('community_id', '=', shown.id).execute()
  // The address that said nothing is not worth keeping: it was known to members alone.
  if (shown.access === 'hidden') return
  await tx
    .insertInto('community_address')
    .values({ slug: shown.slug, community_id: shown.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
