import { z } from 'zod'
import { command } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import { languageTag } from '../../../core/language.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { organisations } from '../../organisations/index.ts'
import { profiles } from '../../profiles/index.ts'
import { mayFound } from '../policy.ts'
import { communityText, facetField, questionField, slugField } from '../queries/shapes.ts'
import { demandFacets } from '../queries/facets.ts'
import { behindOf, isOfficer } from '../queries/standing.ts'
import { no } from '../refusals.ts'
import { dayIn, MOST_QUESTIONS, slugFrom } from '../rules.ts'
import { ACCESSES, SORTS, type Access } from '../tables.ts'
import { addMember } from './add-member.ts'
import { writeFacets, writeQuestions, writeTexts } from './write-lists.ts'

/** An address that says nothing. */
export const randomSlug = (outside: Pick<Outside, 'token'>): string =>
  outside
    .token()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0')

type Asked = { readonly access: Access; readonly slug?: string | undefined; readonly texts: readonly { readonly name: string }[] }

/** The one that was asked for; else made of the first name, with a word of chance behind it where another has it already. */
export async function slugFor(tx: Tx, { access, slug, texts }: Asked, outside: Outside): Promise<{ slug: string; taken: boolean }> {
  if (access === 'hidden') return { slug: randomSlug(outside), taken: false }
  const wanted = slug ?? slugFrom(texts[0]?.name ?? '') ?? `c-${randomSlug(outside).slice(0, 8)}`
  const taken = await isTaken(tx, wanted)
  return taken && slug === undefined ? { slug: `${wanted}-${randomSlug(outside).slice(0, 5)}`, taken: false } : { slug: wanted, taken }
}

export async function isTaken(tx: Tx, slug: string): Promise<boolean> {
  const now = await tx.selectFrom('community').select('id').where('slug', '=', slug).executeTakeFirst()
  const before = await tx.selectFrom('community_address').select('slug').where('slug', '=', slug).executeTakeFirst()
  return now !== undefined || before !== undefined
}

export const foundCommunity = command({
  name: 'communities.found',
  summary: 'Found a community; whoever founds it is its first steward',
  route: 'POST /communities',
  limit: 'write',
  input: z.object({
    sort: z.enum(SORTS),
    access: z.enum(ACCESSES),
    readable: z.enum(['everybody', 'members']).optional().describe('Who reads what is written there; left out: everybody where it is open'),
    slug: slugField.optional().describe('Its address; left out, one is made of its name. A hidden one gets one that says nothing'),
    texts: z.array(communityText).min(1).max(20),
    languages: z.array(languageTag).min(1).max(10),
    facets: z.array(facetField).max(40).default([]),
    questions: z.array(questionField).max(MOST_QUESTIONS).default([]),
    body: z.uuid().nullish().describe('The body that stands behind it; whoever founds it is a steward of that body'),
    youth: z.boolean().default(false),
    vouching: z.boolean().default(false).describe('Two members vouch for whoever comes in, within 14 days'),
  }),
  output: z.object({ id: z.string(), slug: z.string() }),
  async facts(tx, { input, actor, outside }) {
    const { person } = actor
    const own = input.body == null ? null : await organisations.standingOf(tx, input.body, person)
    const body: 'none' | 'known' | 'unknown' = own === null ? 'none' : own.steward ? 'known' : 'unknown'
    const youth = input.youth || input.sort === 'youth'
    return {
      ...(await slugFor(tx, input, outside)),
      ...{ body, sort: input.sort, access: input.access, youth },
      behind: await behindOf(tx, outside.keys, { body: body === 'known' ? (input.body ?? null) : null, community: null }),
      officer: await isOfficer(tx, actor),
      young: youth && person !== null && (await profiles.youngAmong(tx, outside.keys, [person])).has(person),
    }
  },
  may: ({ actor, facts }) => mayFound(actor, facts),
  async run(tx, { input, facts, actor, now, outside }) {
    const id = outside.uuid()
    const { slug, youth } = facts
    await demandFacets(tx, input.facets, youth)
    const hidden = input.access === 'hidden'
    const readable = hidden || youth ? 'members' : (input.readable ?? (input.access === 'open' ? 'everybody' : 'members'))
    const made = await tx
      .insertInto('community')
      .values({
        ...{ id, slug, sort: input.sort, access: input.access, readable, body_id: input.body ?? null, languages: input.languages },
        ...{ youth, vouching: input.vouching, founded_on: dayIn(now) },
      })
      .onConflict((conflict) => conflict.constraint('community_slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made === undefined) return refuse(no('community.address-taken'))
    await writeTexts(tx, id, input.texts)
    await writeFacets(tx, id, input.facets)
    await writeQuestions(tx, id, input.questions)
    if (actor.account !== null && actor.person !== null)
      await addMember(tx, outside, { community: id, account: actor.account, person: actor.person, role: 'steward', now })
    return { id, slug }
  },
  // Also of one that everybody can find: it may be hidden one day, and what was told before would stay.
  tell: ({ result }) => [
    {
      kind: 'communities.community.founded',
      ...{ scope: result.id, subject: result.id, data: {}, anonymous: true, visibility: 'internal' },
    },
  ],
})
