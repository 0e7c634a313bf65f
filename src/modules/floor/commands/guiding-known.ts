import { no, refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import { gatherings } from '../../gatherings/index.ts'

/** A step of several deeds: what is filed under a guiding question is filed under one of this session. */
export async function guidingKnown(
  db: Reader,
  input: { readonly session: string; readonly guiding?: number | null | undefined },
): Promise<void> {
  if (input.guiding == null) return
  const known = await gatherings.questionsOf(db, input.session, 'en')
  if (known.some(({ number }) => number === input.guiding)) return
  refuse(no('input.invalid', { field: 'guiding' }), [{ field: 'guiding', code: 'field.invalid', data: {} }])
}
