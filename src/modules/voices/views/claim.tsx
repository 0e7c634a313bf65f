import { Form, ProblemNote, SelectField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { DayWords } from '../../../web/time.tsx'
import { Lines } from '../../../web/parts.tsx'
import type { Mandate } from '../queries/mandates.ts'
import { Giver } from './pieces.tsx'

/** Beside what somebody said for others: for whom, on what, within which limits, and how it stands with that now. */
export function ClaimNote({ page, of }: { page: Page; of: Mandate }) {
  const { say } = page
  const ends = of.standing === 'holds' || of.standing === 'over'
  return (
    <details class="note">
      <summary>
        {say('mandate.claimed')} <bdi lang={of.language}>{of.subject}</bdi> · <strong>{say(`mandate.standing.${of.standing}`)}</strong>
      </summary>
      <p>
        {say('mandate.for')} <Giver page={page} of={of} />
        {ends ? (
          <>
            {' '}
            · {say('intermediary.until')} <DayWords page={page} day={of.endsOn} />
          </>
        ) : null}
      </p>
      <dl>
        <dt>{say('mandate.may-say')}</dt>
        <dd>
          <Lines text={of.maySay} language={of.language} />
        </dd>
        <dt>{say('mandate.may-not')}</dt>
        <dd>
          <Lines text={of.mayNot} language={of.language} />
        </dd>
      </dl>
      <p>
        <a href={href(page, of.path)}>{say('mandate.read')}</a>
      </p>
    </details>
  )
}

type ClaimProps = { readonly page: Page; readonly about: string; readonly held: readonly Option[] }

/** For whoever said it and holds a mandate. */
export const ClaimForm = (props: ClaimProps) => (
  <details>
    <summary>{props.page.say('mandate.claim')}</summary>
    <Fields {...props} />
  </details>
)

const Fields = ({ page, about, held }: ClaimProps) => (
  <>
    <p>{page.say('mandate.claim.what')}</p>
    <Form page={page} action={href(page, '/voices/claims')}>
      <input type="hidden" name="about" value={about} />
      <SelectField
        name="mandate"
        label={page.say('mandate.claim.which')}
        options={[{ value: '', label: page.say('mandate.claim.none') }, ...held]}
      />
      <button>{page.say('mandate.claim.do')}</button>
    </Form>
  </>
)

/** Why it could not be claimed, and the way back. */
export const ClaimPage = ({ problem, ...props }: ClaimProps & { readonly problem: Problem }) => (
  <Layout page={props.page} title={props.page.say('mandate.claim')} index={false}>
    <h1>{props.page.say('mandate.claim')}</h1>
    <ProblemNote page={props.page} problem={problem} />
    <Fields {...props} />
    <p>
      <a href={href(props.page, props.about)}>{props.page.say('mandate.claim.back')}</a>
    </p>
  </Layout>
)
