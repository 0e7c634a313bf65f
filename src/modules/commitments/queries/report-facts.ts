import type { Reader } from '../../../platform/db.ts'
import type { Commitment } from '../policy.ts'
import { dayOf, quartersOf, type Quarter } from '../rules.ts'
import { selectCommitments } from './facts.ts'
import { indicatorsOf, type Indicator } from './parts.ts'

export type Reported = { readonly commitment: Commitment; readonly indicators: readonly Indicator[] }

/** Which commitments a body reports on for a quarter, each held; and how often it has done so. */
export async function reportedFacts(tx: Reader, { body, quarter }: { readonly body: string; readonly quarter: Quarter }, now: Date) {
  const today = dayOf(now)
  const own: readonly Commitment[] = await selectCommitments(tx).where('lead_body', '=', body).orderBy('id').forUpdate().execute()
  const running = own.filter((one) => one.hiddenFor === null && quartersOf(one, today).includes(quarter))
  const indicators = await indicatorsOf(
    tx,
    running.map(({ id }) => id),
  )
  const { version } = await tx
    .selectFrom('action_report')
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), eb.lit(0)).as('version'))
    .where('body_id', '=', body)
    .where('quarter', '=', quarter)
    .executeTakeFirstOrThrow()
  const reported: readonly Reported[] = running.map((commitment) => ({
    commitment,
    indicators: indicators.filter((one) => one.commitment === commitment.id),
  }))
  return { today, version, reported }
}
