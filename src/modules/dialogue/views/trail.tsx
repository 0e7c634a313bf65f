import type { Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { TrailStep } from '../queries/statement-trail.ts'

/** What was decided about a statement, by role: who it was is nobody's target. */
export function Trail({ page, steps }: { readonly page: Page; readonly steps: readonly TrailStep[] }) {
  const { say } = page
  if (steps.length === 0) return null
  return (
    <section>
      <h2>{say('trail.title')}</h2>
      <ol class="plain">
        {steps.map(({ what, on, by, rule }) => (
          <li>
            {say(`trail.${what}`, { by: by ?? 'none' })} <Day page={page} at={on} />
            {rule === null ? null : <span class="quiet"> {say(`rule.${rule}`)}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
