import { Checkbox, Form, RadioField, SelectField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { countryName, countryOptions } from '../../../web/countries.ts'
import { href, type Page } from '../../../web/page.ts'
import { Day } from '../../../web/time.tsx'
import type { CaseFile } from '../queries/case-page.ts'
import type { RequestShown } from '../queries/shapes.ts'
import { groundIn, Words } from './pieces.tsx'

/** What a state or an authority asked for: for those who decide, and for the author. */
export function RequestSaid({ page, request }: { page: Page; request: RequestShown }) {
  const { say } = page
  const { authority, country, legalBasis, territory, receivedOn } = request
  return (
    <section>
      <h2>{say('request.title')}</h2>
      <dl class="facts">
        <dt>{say('request.authority')}</dt>
        <dd>{authority === null ? say('request.unnamed') : <bdi>{authority}</bdi>}</dd>
        {country === null ? null : (
          <>
            <dt>{say('request.country')}</dt>
            <dd>{countryName(say.locale, country)}</dd>
          </>
        )}
        {legalBasis === null ? null : (
          <>
            <dt>{say('request.basis')}</dt>
            <dd>
              <bdi>{legalBasis}</bdi>
            </dd>
          </>
        )}
        <dt>{say('request.territory')}</dt>
        <dd>{say(`request.territory.${territory}`)}</dd>
        <dt>{say('request.received')}</dt>
        <dd>
          <Day page={page} at={new Date(receivedOn)} />
        </dd>
      </dl>
    </section>
  )
}

/** Hiding that one person proposed: the second one reads what the first wrote, and agrees or decides otherwise. */
export function Proposal({ page, file }: { page: Page; file: CaseFile }) {
  const { say } = page
  const { proposal, thing } = file
  if (proposal === null) return null
  return (
    <section>
      <h2>{say('proposal.title')}</h2>
      <p>{say('proposal.what')}</p>
      <p>{say('decision.for', { ground: groundIn(say, thing.rules, proposal) })}</p>
      <Words say={say} text={proposal.facts} language={proposal.language} />
      {proposal.conflict === null ? null : <p>{say('case.conflict-said', { conflict: proposal.conflict })}</p>}
      {file.mayAgree ? (
        <Form page={page} action={href(page, `/moderation/cases/${file.scope}/${file.case}/agreement`)} label={say('proposal.agree')}>
          <button class="danger">{say('proposal.agree')}</button>
        </Form>
      ) : null}
    </section>
  )
}

export type RequestValues = Readonly<Record<'authority' | 'country' | 'legalBasis' | 'territory' | 'receivedOn', string>> & {
  readonly unnameable: boolean
}

type FormProps = {
  readonly page: Page
  readonly file: CaseFile
  readonly values: RequestValues
  readonly problem: Problem | undefined
}

/** Rarely needed, so it is folded; open where it came back with a fault. */
export function RequestForm({ page, file, values, problem }: FormProps) {
  const { say } = page
  const territories = (['everywhere', 'country'] as const).map((value) => ({ value, label: say(`request.territory.${value}`) }))
  return (
    <details open={problem !== undefined}>
      <summary>{say('request.record')}</summary>
      <p>{say('request.what')}</p>
      <Form page={page} action={href(page, `/moderation/cases/${file.scope}/${file.case}/request`)} label={say('request.record')}>
        <TextField
          name="authority"
          label={say('request.authority')}
          hint={say('request.authority.hint')}
          value={values.authority}
          most={200}
          required
          problem={problem}
        />
        <SelectField
          name="country"
          label={say('request.country')}
          value={values.country}
          options={[{ value: '', label: say('request.country.none') }, ...countryOptions(say)]}
          required
          problem={problem}
        />
        <TextField
          name="legalBasis"
          label={say('request.basis')}
          hint={say('request.basis.hint')}
          value={values.legalBasis}
          most={500}
          required
          problem={problem}
        />
        <RadioField name="territory" label={say('request.territory')} options={territories} value={values.territory} problem={problem} />
        <TextField name="receivedOn" type="date" label={say('request.received')} value={values.receivedOn} required problem={problem} />
        <Checkbox name="unnameable" label={say('request.unnameable')} hint={say('request.unnameable.hint')} checked={values.unnameable} />
        <button class="quiet">{say('request.do')}</button>
      </Form>
    </details>
  )
}
