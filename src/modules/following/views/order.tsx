import { Form, ProblemNote, RadioField, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { FRESH, HALVES, HEAVIEST, ORDERS, WINDOW } from '../rules.ts'

/** What is written in the form. */
export type OrderWritten = {
  readonly order: string
  readonly half: string
  readonly language: string
  readonly awaits: string
  readonly running: string
  readonly languages: string
}
export type OrderProps = { readonly page: Page; readonly written: OrderWritten; readonly problem?: Problem | undefined }

const WEIGHED = ['language', 'awaits', 'running'] as const

/** In which order one reads. Each order says how it is made. */
export function OrderPage({ page, written, problem }: OrderProps) {
  const { say } = page
  const steps = Array.from({ length: HEAVIEST + 1 }, (_, step) => ({ value: String(step), label: say.number(step) }))
  return (
    <Layout page={page} title={say('order.title')} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/feed')}>{say('following.title')}</a>
      </p>
      <h1>{say('order.title')}</h1>
      <p class="lead">{say('order.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/me/feed/order')}>
        <RadioField
          name="order"
          label={say('order.which')}
          value={written.order}
          options={ORDERS.map((order) => ({
            value: order,
            label: say(`feed.order.${order}`),
            hint: order === 'points' ? say('order.points', { fresh: FRESH, window: WINDOW }) : say(`formula.${order}`, { window: WINDOW }),
          }))}
          problem={problem}
        />
        <h2>{say('order.points.title')}</h2>
        <SelectField
          name="half"
          label={say('order.half')}
          hint={say('order.half.hint', { fresh: FRESH })}
          value={written.half}
          options={HALVES.map((hours) => ({ value: String(hours), label: say('order.hours', { count: hours }) }))}
          problem={problem}
        />
        {WEIGHED.map((what) => (
          <SelectField name={what} label={say(`order.${what}`)} value={written[what]} options={steps} problem={problem} />
        ))}
        <TextField
          name="languages"
          label={say('order.languages')}
          hint={say('order.languages.hint')}
          value={written.languages}
          most={200}
          problem={problem}
        />
        <p class="quiet">
          {say('order.follows')} <a href={href(page, '/me/follows')}>{say('follows.title')}</a>
        </p>
        <p class="actions">
          <button>{say('order.save')}</button>
        </p>
      </Form>
      <p class="quiet">{say('formula.fair')}</p>
    </Layout>
  )
}
