import { randomBytes, randomUUID } from 'node:crypto'
import type { Hub } from './hub.ts'

type Of = { readonly session: string; readonly id: string }

/** Stances of so many people who attend, without words, written where the deed writes them. */
export async function seatStances(
  hub: Hub,
  { session, id, sort }: Of & { readonly sort: 'support' | 'objection' },
  people: number,
): Promise<void> {
  const rows = Array.from({ length: people }, () => ({
    ...{ session_id: session, id: randomUUID(), recommendation_id: id, sort, holder_tag: randomBytes(32) },
    ...{ attribution: 'not-attributed' as const, person_id: null, label: null, body_id: null, office: null },
    ...{ text: '', language: 'en', on_version: 1, version: 1, proposed_title: null, proposed_text: null, proposed_call: null },
    ...{ state: 'open' as const, written_on: '2026-03-01', reply: null, reply_language: null, replied_at: null },
    ...{ hidden_for: null, hidden_at: null },
  }))
  await hub.db.insertInto('recommendation_contribution').values(rows).execute()
}

/** So many ballots, all for it. */
export async function seatBallots(hub: Hub, { session, id }: Of, people: number): Promise<void> {
  const rows = Array.from({ length: people }, () => ({
    ...{ session_id: session, recommendation_id: id, holder_tag: randomBytes(32), choice: 'for' as const },
  }))
  await hub.db.insertInto('recommendation_ballot').values(rows).execute()
}
