import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { gatherings } from '../../gatherings/index.ts'
import type { OwnFacts } from '../policy.ts'
import { no } from '../refusals.ts'
import { readLink } from './links.ts'
import { rowOf } from './rows.ts'
import { demandSession } from './session-facts.ts'
import type { Asked } from './shapes.ts'

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }

/** One intervention as its speaker or somebody who takes notes comes to it; `lock` where a deed follows. */
export async function ownFacts(db: Reader, asked: Asked, { actor, outside }: Asking, lock = true) {
  const byLink = 'link' in asked
  const ref = byLink ? readLink(outside.keys, asked.link) : { session: asked.session, id: asked.intervention }
  if (ref === null) return refuse(no('intervention.link-broken'))
  // A link holds whatever became of the session: what somebody said they can always take back.
  const seen = byLink ? await bySession(db, ref.session, actor) : await demandSession(db, { id: ref.session }, actor)
  if (lock)
    await db.selectFrom('intervention').select('id').where('session_id', '=', ref.session).where('id', '=', ref.id).forUpdate().execute()
  const row = (await rowOf(db, ref.session, ref.id)) ?? refuse(no(byLink ? 'intervention.link-broken' : 'intervention.missing'))
  const facts: OwnFacts = {
    ...{ session: seen.session, parts: seen.parts, actor, by: byLink ? 'speaker' : 'team' },
    capturedIt: row.captured_by !== null && row.captured_by === actor.person,
    row: {
      ...{ attribution: row.attribution, consent: row.consent, source: row.source, withdrawn: row.withdrawn_at !== null },
      ...{ person: row.person_id, wasNamed: row.was_named },
    },
  }
  return { ...seen, ref, row, facts }
}

async function bySession(db: Reader, id: string, actor: Actor) {
  const session = (await gatherings.sessionById(db, id, actor.locale)) ?? refuse(no('intervention.link-broken'))
  return { session, parts: await gatherings.partsIn(db, session, actor) }
}
