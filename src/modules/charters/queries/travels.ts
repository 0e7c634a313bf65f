import type { Travel } from '../../../core/moving.ts'

const by = 'scope_id'

/** The whole of a community's charter moves with it: its versions and who accepted them, by what they are there. */
export const travels = {
  version: { by, columns: { scope_id: 'own' } },
  text: { by, columns: { scope_id: 'own' } },
  draft: { by, columns: { scope_id: 'own' } },
  reply: { by, columns: { scope_id: 'own', holder_id: 'member' } },
} as const satisfies Readonly<Record<string, Travel>>
