import { excerpt } from '../../../web/excerpt.ts'
import { Form, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import type { Mine } from '../queries/own.ts'
import { LONGEST, RULES } from '../rules.ts'
import type { Values } from './capture.tsx'
import { Gone, LanguageField, Origin, questionOptions, type Place, type Question } from './pieces.tsx'

export type MineProps = {
  readonly page: Page
  readonly session: Place
  readonly questions: readonly Question[]
  readonly mine: readonly Mine[]
  /** Why nothing can be written now, in the reader's language; null: it can. */
  readonly closed: string | null
  readonly sending: string
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** For those who attend: write one of one's own, and find one's own again. */
export function MinePage(props: MineProps) {
  const { page, session, mine, closed, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('interventions.mine')} index={false}>
      <SessionWay page={page} session={session} />
      <h1>{say('interventions.mine')}</h1>
      <ProblemNote page={page} problem={problem} />
      {mine.length === 0 ? null : (
        <section>
          <h2>{say('interventions.mine.list')}</h2>
          <ul class="rows">
            {mine.map(({ intervention, link }) => (
              <li>
                {intervention.state === 'standing' ? (
                  <>
                    <InLanguage as="p" language={intervention.language} class="statement">
                      {excerpt(intervention.text)}
                    </InLanguage>
                    <Origin page={page} of={intervention} />
                  </>
                ) : (
                  <Gone page={page} of={intervention} />
                )}
                <p>
                  <a href={href(page, `/interventions/${link}`)}>{say('intervention.own.go')}</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('interventions.write')}</h2>
        {closed === null ? <WriteForm {...props} /> : <p class="empty">{closed}</p>}
      </section>
    </Layout>
  )
}

function WriteForm({ page, session, questions, sending, values, problem }: MineProps) {
  const { say } = page
  return (
    <>
      <p>{say('interventions.write.what')}</p>
      <details>
        <summary>{say('interventions.rules')}</summary>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`intervention-rule.${rule}`)}</li>
          ))}
        </ul>
      </details>
      <Form page={page} action={href(page, `${session.path}/interventions/mine`)}>
        <input type="hidden" name="sending" value={sending} />
        <TextArea
          name="text"
          label={say('intervention.text')}
          value={values['text']}
          rows={8}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <LanguageField page={page} session={session} value={values['language']} problem={problem} />
        <SelectField
          name="question"
          label={say('intervention.question')}
          value={values['question']}
          options={questionOptions(page, questions, say('intervention.question.none'))}
          problem={problem}
        />
        <RadioField
          name="choice"
          label={say('intervention.choice.how')}
          value={values['choice']}
          options={[
            { value: 'none', label: say('intervention.choice.none'), hint: say('intervention.choice.none.hint') },
            { value: 'label', label: say('intervention.choice.label'), hint: say('intervention.choice.label.hint') },
            {
              value: 'identity',
              label: say('intervention.choice.identity-as', { name: page.personName ?? '' }),
              hint: say('intervention.choice.identity.hint'),
            },
          ]}
          problem={problem}
        />
        <TextField
          name="label"
          label={say('intervention.label')}
          hint={say('intervention.label.hint')}
          value={values['label']}
          most={LONGEST.label}
          problem={problem}
        />
        <button>{say('interventions.write.do')}</button>
      </Form>
    </>
  )
}
