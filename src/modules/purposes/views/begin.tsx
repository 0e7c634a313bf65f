import { Form, LanguageField, ProblemNote, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import { LONGEST, MOST, RULES } from '../rules.ts'
import { PurposesWay, type Values } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

export function BeginPage({ page, community, sending, values, problem }: Props) {
  const { say } = page
  const filled = { problem }
  return (
    <Layout page={page} title={say('purposes.begin')} index={false} scripts={['keep-draft.js']}>
      <PurposesWay page={page} community={community} />
      <h1>{say('purposes.begin')}</h1>
      <p class="lead">{say('purposes.begin.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${community.path}/purposes`)} draft={`${community.id}/purposes/new`}>
        <input type="hidden" name="sending" value={sending} />
        <TextField
          name="goal"
          label={say('purposes.goal')}
          hint={say('purposes.goal.hint')}
          value={values['goal']}
          most={LONGEST.goal}
          required
          {...filled}
        />
        <TextArea
          name="reachedWhen"
          label={say('purposes.reached-when')}
          value={values['reachedWhen']}
          rows={3}
          most={LONGEST.text}
          required
          {...filled}
        />
        <TextField name="deadline" type="date" label={say('purposes.deadline')} value={values['deadline']} required {...filled} />
        <fieldset>
          <legend>{say('purposes.number')}</legend>
          <p class="hint">{say('purposes.number.hint')}</p>
          <TextField
            name="unit"
            label={say('purposes.unit')}
            hint={say('purposes.unit.hint')}
            value={values['unit']}
            most={LONGEST.unit}
            {...filled}
          />
          <TextField name="baseline" label={say('purposes.baseline')} value={values['baseline']} most={20} {...filled} />
          <TextField name="target" label={say('purposes.target')} value={values['target']} most={20} {...filled} />
        </fieldset>
        <TextArea
          name="steps"
          label={say('purposes.steps')}
          hint={say('purposes.steps.hint', { most: MOST.steps })}
          value={values['steps']}
          rows={4}
          {...filled}
        />
        <TextField
          name="measuredBy"
          label={say('purposes.measured-by')}
          value={values['measuredBy']}
          most={LONGEST.goal}
          required
          {...filled}
        />
        <TextArea name="method" label={say('purposes.method')} value={values['method']} rows={3} most={LONGEST.text} required {...filled} />
        <TextArea name="risks" label={say('purposes.risks')} value={values['risks']} rows={3} most={LONGEST.text} {...filled} />
        <LanguageField page={page} label={say('purposes.written-in')} value={values['language']} first={community.languages} {...filled} />
        <h2>{say('purposes.rules')}</h2>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`purpose-rule.${rule}`)}</li>
          ))}
        </ul>
        <p class="actions">
          <button>{say('purposes.begin')}</button>
        </p>
      </Form>
    </Layout>
  )
}
