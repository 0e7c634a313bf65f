import type { Reading } from '../../../core/published.ts'
import type { Form } from '../../../web/form.ts'
import type { Kit } from '../../../web/manifest.ts'
import type { PageContext } from '../../../web/page.ts'
import type { Values } from '../views/pieces.tsx'

export const readingOf = (c: PageContext, kit: Kit): Reading => ({
  actor: c.var.page.actor,
  now: c.var.page.now,
  outside: kit.runner.outside,
})

export const valuesIn = (form: Form, names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, form.all(name)]))
