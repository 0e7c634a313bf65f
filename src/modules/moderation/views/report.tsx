import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb, ruleChoices, tongues, type Place, type Rules } from './pieces.tsx'

export type ReportProps = {
  readonly page: Page
  readonly thing: { readonly path: string; readonly text: string; readonly language: string; readonly place: Place; readonly rules: Rules }
  readonly hours: number
  readonly values: { readonly rule?: string; readonly law?: string; readonly text?: string; readonly language?: string }
  readonly problem?: Problem | undefined
}

/** Anybody may report, without saying who they are. */
export function ReportPage({ page, thing, hours, values, problem }: ReportProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('report.title')} index={false}>
      <Crumb page={page} place={thing.place} />
      <h1>{say('report.title')}</h1>
      <InLanguage as="p" language={thing.language} class="statement">
        {thing.text}
      </InLanguage>
      <p class="lead">{say('report.lead', { hours })}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, '/reports')}>
        <input type="hidden" name="about" value={thing.path} />
        <RadioField
          name="rule"
          label={say('report.ground')}
          options={ruleChoices(say, thing.rules)}
          value={values.rule}
          problem={problem}
        />
        <TextField name="law" label={say('report.law')} hint={say('report.law.hint')} value={values.law} most={500} problem={problem} />
        <TextArea
          name="text"
          label={say('report.text')}
          hint={say('report.text.hint')}
          value={values.text}
          most={2000}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('report.language')}
          value={values.language ?? say.locale}
          options={tongues(page)}
          problem={problem}
        />
        <button>{say('report.do')}</button>
      </Form>
      <p>
        {say('report.state')} <a href={href(page, '/pressure')}>{say('pressure.title')}</a>
      </p>
    </Layout>
  )
}
