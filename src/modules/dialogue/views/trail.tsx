import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { TrailStep } from '../queries/statement-trail.ts'

type Props = { readonly page: Page; /** Of the dialogue. */ readonly path: string; readonly steps: readonly TrailStep[] }

/** What was decided about a statement, by role: who it was is nobody's target. */
export function Trail({ page, path, steps }: Props) {
  const { say } = page
  if (steps.length === 0) return null
  return (
    <section>
      <h2>{say('trail.title')}</h2>
      <ol class="plain">
        {steps.map(({ what, on, by, rule, merge }) => (
          <li>
            {say(`trail.${what}`, { by: by ?? 'none' })} <Day page={page} at={on} />
            {rule === null ? null : <span class="quiet"> · {say(`rule.${rule}`)}</span>}
            {merge === null ? null : (
              <>
                <span class="quiet"> · {say(`merge.reason.${merge.reason}`)}</span> ·{' '}
                <a href={href(page, `${path}/statements/${merge.into}`)}>{say('merge.number', { number: merge.into })}</a>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
