import type { Travel } from '../../../core/moving.ts'

const by = 'scope_id'

/** The whole of a charter moves with its space: its versions and who accepted them, by what they are there; of a body by their identity. */
export const travels = {
  version: { by, columns: { scope_id: 'own' } },
  text: { by, columns: { scope_id: 'own' } },
  draft: { by, columns: { scope_id: 'own' } },
  reply: { by, columns: { scope_id: 'own', holder_id: 'member' } },
  replyOfBody: { by, columns: { scope_id: 'own', holder_id: { person: 'row' } } },
} as const satisfies Readonly<Record<string, Travel>>
