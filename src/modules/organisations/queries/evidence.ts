import { recordedAs, type RecordedEvent, type Records } from '../../../core/recorded.ts'
import type { Reader } from '../../../platform/db.ts'
import { levelsFrom, type DomainEvidence, type Evidence } from '../rules.ts'
import type { Level, ProofMethod } from '../tables.ts'

type DomainRow = {
  method: ProofMethod | null
  proven_at: Date | null
  expires_at: Date | null
  failing_since: Date | null
  absent: boolean
}

export const evidenceOfRow = (row: DomainRow): DomainEvidence => ({
  provenAt: row.proven_at,
  expiresAt: row.expires_at,
  failingSince: row.failing_since,
  absent: row.absent,
})

/** All that speaks for the bodies of this hub. Whole, for a body is vouched for by others who must be verified too. */
async function evidence(db: Reader): Promise<Evidence> {
  const domains = await db
    .selectFrom('body_domain')
    .select(['body_id', 'method', 'proven_at', 'expires_at', 'failing_since', 'absent'])
    .where('proven_at', 'is not', null)
    .execute()
  const vouchings = await db
    .selectFrom('vouching')
    .select(['body_id as bodyId', 'voucher_id as voucherId', 'person_id as personId', 'expires_at as expiresAt'])
    .where('withdrawn_at', 'is', null)
    .execute()
  const attestations = await db
    .selectFrom('attestation')
    .select(['body_id as bodyId', 'expires_at as expiresAt'])
    .where('withdrawn_at', 'is', null)
    .execute()
  return { domains: domains.map((row) => ({ bodyId: row.body_id, ...evidenceOfRow(row) })), vouchings, attestations }
}

/** How each body is verified now; who is not in the map is not. */
export const levelsNow = async (db: Reader, now: Date): Promise<ReadonlyMap<string, Level>> => levelsFrom(await evidence(db), now)

/** What was last told of each body that is verified. */
export async function toldLevels(db: Reader): Promise<ReadonlyMap<string, Level>> {
  const rows = await db.selectFrom('verification').select(['body_id', 'level']).where('lapsed_at', 'is', null).execute()
  return new Map(rows.map(({ body_id, level }) => [body_id, level]))
}

export type LevelChange = { readonly body: string; readonly before: Level | null; readonly after: Level | null }

export const changedLevels = (told: ReadonlyMap<string, Level>, now: ReadonlyMap<string, Level>): readonly LevelChange[] =>
  [...new Set([...told.keys(), ...now.keys()])]
    .map((body) => ({ body, before: told.get(body) ?? null, after: now.get(body) ?? null }))
    .filter(({ before, after }) => before !== after)

const levelOf = ({ subject, data }: RecordedEvent) => ({ body: subject, level: String(data['level']) })

/** That a body became verified, and that it is not any more, for the public log. */
export const recorded: Records = {
  entries: [
    recordedAs('organisations.verification.reached', 'body.verified', levelOf),
    recordedAs('organisations.verification.lapsed', 'body.lapsed', levelOf),
  ],
}
