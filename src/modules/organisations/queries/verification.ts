import { z } from 'zod'
import { query } from '../../../core/command.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { people } from '../../people/index.ts'
import { no } from '../refusals.ts'
import { domainHolds, speaksForState } from '../rules.ts'
import { LEVELS, PROOF_METHODS, type Level } from '../tables.ts'
import { bodyBySlug, bodyCards, type BodyCard } from './body-cards.ts'
import { domainRows } from './domains.ts'
import { evidenceOfRow, levelsNow } from './evidence.ts'
import { lookAlikeCards, wordsOf } from './look-alikes.ts'
import { bodyRef } from './shapes.ts'

const other = z.object({ slug: z.string(), name: z.string(), language: z.string() })
const domainShown = z.object({
  domain: z.string(),
  method: z.enum(PROOF_METHODS),
  provenAt: z.date(),
  checkedAt: z.date(),
  expiresAt: z.date(),
  failingSince: z.date().nullable(),
  holds: z.boolean(),
})
const vouchingShown = z.object({ body: other, givenAt: z.date(), expiresAt: z.date(), holds: z.boolean() })
const attestationShown = z.object({ reason: z.string(), givenAt: z.date(), expiresAt: z.date(), holds: z.boolean() })

export const verification = query({
  name: 'organisations.verification',
  summary: 'How a body is known to be what it says it is, with the evidence, its day and its end.',
  route: 'GET /bodies/{body}/verification',
  input: z.object({ body: bodyRef }),
  output: z.object({
    level: z.enum(LEVELS).nullable().describe('The strongest that holds; null: not verified'),
    lapsedAt: z.date().nullable().describe('It was verified until then'),
    domains: z.array(domainShown),
    vouchings: z.array(vouchingShown),
    attestation: attestationShown.nullable(),
    runBy: z.array(z.string()).nullable().describe('Who runs the hub; for bodies that speak for a state'),
    lookAlikes: z.array(other).describe('Verified bodies that this one could be taken for'),
  }),
  async read(db, { input, actor, now }) {
    const card = (await bodyBySlug(db, input.body, actor.locale)) ?? refuse(no('body.missing'))
    const levels = await levelsNow(db, now)
    const level = levels.get(card.id) ?? null
    const told = await db.selectFrom('verification').select('lapsed_at').where('body_id', '=', card.id).executeTakeFirst()
    const alike = await lookAlikeCards(db, { body: card.id, words: await wordsOf(db, card.id) }, { levels, locale: actor.locale })
    return {
      level,
      lapsedAt: level === null ? (told?.lapsed_at ?? null) : null,
      domains: await domainsOf(db, card.id, now),
      vouchings: await vouchingsOf(db, { bodyId: card.id, levels, locale: actor.locale, now }),
      attestation: await attestationOf(db, card.id, now),
      runBy: speaksForState(card.kind) ? [...(await people.operatorNames(db))] : null,
      lookAlikes: alike.map(short),
    }
  },
})

export type Verification = z.infer<typeof verification.output>

const short = ({ slug, name, language }: BodyCard) => ({ slug, name, language })

/** Those that were proven once; what a body merely claims is nobody's business yet. */
async function domainsOf(db: Reader, bodyId: string, now: Date) {
  const rows = await domainRows(db, bodyId).execute()
  return rows.flatMap((row) => {
    const { domain, method, proven_at: provenAt, checked_at: checkedAt, expires_at: expiresAt, failing_since: failingSince } = row
    if (method === null || provenAt === null || checkedAt === null || expiresAt === null) return []
    return [{ domain, method, provenAt, checkedAt, expiresAt, failingSince, holds: domainHolds(evidenceOfRow(row), now) }]
  })
}

type Whose = { readonly bodyId: string; readonly levels: ReadonlyMap<string, Level>; readonly locale: string; readonly now: Date }

/** A vouching holds while its year runs and whoever gave it is verified. */
async function vouchingsOf(db: Reader, { bodyId, levels, locale, now }: Whose) {
  const rows = await db
    .selectFrom('vouching')
    .select(['voucher_id', 'given_at', 'expires_at'])
    .where('body_id', '=', bodyId)
    .where('withdrawn_at', 'is', null)
    .execute()
  const cards = await bodyCards(
    db,
    rows.map((row) => row.voucher_id),
    locale,
  )
  const shown = rows.flatMap(({ voucher_id: id, given_at: givenAt, expires_at: expiresAt }) => {
    const card = cards.get(id)
    return card === undefined ? [] : [{ body: short(card), givenAt, expiresAt, holds: now < expiresAt && levels.has(id) }]
  })
  const { compare } = new Intl.Collator(locale)
  return shown.toSorted((a, b) => compare(a.body.name, b.body.name))
}

async function attestationOf(db: Reader, bodyId: string, now: Date) {
  const row = await db
    .selectFrom('attestation')
    .select(['reason', 'given_at as givenAt', 'expires_at as expiresAt'])
    .where('body_id', '=', bodyId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, holds: now < row.expiresAt }
}
