import type { Actor } from '../../../core/actor.ts'
import type { Sources } from '../../../core/citable.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { maySeeDraft } from '../policy.ts'
import { no } from '../refusals.ts'
import { demandDocument } from './documents.ts'
import { draftOf } from './draft.ts'

/** A draft is there for those who prepare it; for others it is not. */
export async function demandDraft(db: Reader, sources: Sources, id: string, { actor, now }: { readonly actor: Actor; readonly now: Date }) {
  const at = await demandDocument(db, id, { actor, now })
  if (!maySeeDraft(actor, at.parts)) return refuse(no('outcome.missing'))
  return { at, draft: await draftOf(db, sources, at.document, actor.locale) }
}
