import type { Reader } from '../../../platform/db.ts'
import type { Own } from '../../../core/holding.ts'
import { newsOfEach, type News, type NewsAsked } from '../../../core/news.ts'
import type { Runner } from '../../../core/perform.ts'
import type {} from '../tables.ts'
import { bodiesWhere, type BodyCard } from './body-cards.ts'
import { holdersAmong } from './offices-of.ts'

type Telling = { readonly runner: Runner }

const DAY_MS = 86_400_000
/** So long before its end a piece of evidence is spoken of. */
const ENDING_DAYS = 30

/** For stewards: a domain at which the proof is not found any more, and evidence that ends soon. */
export async function newsOf({ runner }: Telling, { owners, since }: NewsAsked): Promise<readonly News[]> {
  const holders = await holdersAmong(
    runner.db,
    owners.flatMap(({ persons }) => persons),
  )
  return newsOfEach(
    owners.filter(({ persons }) => persons.some((person) => holders.has(person))),
    (own) => ofSteward(runner, own, since),
  )
}

async function ofSteward({ db, outside }: Runner, own: Own, since: Date): Promise<readonly News[]> {
  const held = (await Promise.all(own.persons.map((person) => bodiesWhere(db, person, 'steward', 'en')))).flat()
  const bodies = new Map(held.map((body) => [body.id, body]))
  if (bodies.size === 0) return []
  const now = outside.now()
  return (await happenings(db, [...bodies.keys()])).flatMap(({ body: id, what, at, key }) => {
    const body = bodies.get(id)
    return body === undefined || at <= since || at > now ? [] : [told(own, body, { what, at, key })]
  })
}

type Happening = { readonly what: 'failing' | 'ending'; readonly at: Date; readonly key: string }

const told = ({ account }: Own, body: BodyCard, { what, at, key }: Happening): News => ({
  ...{ account, key, at, sort: 'answer-due', path: `/bodies/${body.slug}/verification` },
  line: (say) => say(`news.body.${what}`),
  about: { text: body.name, language: body.language },
})

async function happenings(db: Reader, bodies: readonly string[]): Promise<readonly (Happening & { readonly body: string })[]> {
  const domains = await db
    .selectFrom('body_domain')
    .select(['body_id', 'domain', 'expires_at', 'failing_since'])
    .where('body_id', 'in', [...bodies])
    .where('proven_at', 'is not', null)
    .execute()
  const given = await db
    .selectFrom('vouching')
    .select(['body_id', 'expires_at'])
    .where('body_id', 'in', [...bodies])
    .where('withdrawn_at', 'is', null)
    .unionAll((eb) =>
      eb
        .selectFrom('attestation')
        .select(['body_id', 'expires_at'])
        .where('body_id', 'in', [...bodies])
        .where('withdrawn_at', 'is', null),
    )
    .execute()
  const ends = [...domains, ...given].flatMap(({ body_id: body, expires_at: end }) =>
    end === null ? [] : [{ body, what: 'ending' as const, at: new Date(end.getTime() - ENDING_DAYS * DAY_MS), key: `evidence/${body}` }],
  )
  const failing = domains.flatMap(({ body_id: body, domain, failing_since: at }) =>
    at === null ? [] : [{ body, what: 'failing' as const, at, key: `domain/${body}/${domain}` }],
  )
  return [...ends, ...failing]
}
