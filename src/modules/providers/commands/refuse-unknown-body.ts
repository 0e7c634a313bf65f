import { refuse } from '../../../core/refused.ts'
import { no } from '../refusals.ts'

/** Bodies are kept by another room; the table's own key says whether there is one of this name. */
export async function orNoBody<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    const isUnknown = error instanceof Error && 'constraint' in error && error.constraint === 'sign_in_provider_body'
    if (isUnknown) return refuse(no('provider.no-body'), [{ field: 'body', code: 'field.no-such-body', data: {} }])
    throw error
  }
}
