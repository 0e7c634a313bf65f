import type { SourceId } from '../../../core/citable.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Office } from '../tables.ts'

type Of = { readonly sessionId: string; readonly id: string }
type Wording = {
  readonly title: string
  readonly text: string
  readonly call: string
  readonly language: string
  readonly version: number
  readonly at: Date
  readonly office: Office
  readonly amendment?: string
}

/** A step of several deeds: the wording of that version, written over where it is there (a draft has one). */
export async function writeWording(tx: Tx, { sessionId, id }: Of, { version, at, amendment, ...words }: Wording): Promise<void> {
  const row = { ...words, written_at: at, amendment_id: amendment ?? null }
  await tx
    .insertInto('recommendation_version')
    .values({ session_id: sessionId, recommendation_id: id, version, ...row })
    .onConflict((oc) => oc.columns(['session_id', 'recommendation_id', 'version']).doUpdateSet(row))
    .execute()
}

export type Seen = SourceId & { readonly version: number }

/** All that it stands on from now on, as it was seen. */
export async function writeSources(tx: Tx, { sessionId, id }: Of, sources: readonly Seen[]): Promise<void> {
  await tx.deleteFrom('recommendation_source').where('session_id', '=', sessionId).where('recommendation_id', '=', id).execute()
  if (sources.length === 0) return
  await tx
    .insertInto('recommendation_source')
    .values(
      sources.map(({ sort, id: source, version }, position) => ({
        ...{ session_id: sessionId, recommendation_id: id, sort, source_id: source, seen_version: version, position },
      })),
    )
    .execute()
}
