import type { App } from './app.ts'
import { button, h, withCode } from './draw.ts'

/** The receipts as a sheet for people: the page shows nothing else, so that nothing else is printed. People count from 1, the files from 0. */
export function sheetPart(app: App): readonly HTMLElement[] {
  const { say, electorate, voter, sent, state } = app
  const back = (): void => {
    app.sheet = false
    app.draw()
  }
  const texts = new Map(state?.statements.map((statement) => [statement.number, statement]))
  const votes = sent.map(({ statement, choice, important, seq, signature }) => {
    const { text, language } = texts.get(statement) ?? { text: '', language: '' }
    return h(
      'li',
      { value: String(statement + 1) },
      h('p', language === '' ? {} : { lang: language, dir: 'auto' }, text),
      h('p', {}, h('strong', {}, say(choice)), important ? ` · ${say('important')}` : ''),
      withCode(say('sheet.signature', { seq, signature }), signature),
    )
  })
  const place = { hub: electorate?.hub ?? '', dialogue: electorate?.dialogue ?? '', class: electorate?.class ?? '' }
  return [
    h('h1', {}, say('sheet.title')),
    h('p', {}, say('sheet.lead')),
    h('p', {}, say('sheet.place', place)),
    withCode(say('sheet.voter', { voter: voter?.key ?? '' }), voter?.key ?? ''),
    h('ol', {}, ...votes),
    h('p', {}, say('sheet.check')),
    h(
      'p',
      { class: 'actions' },
      button(say('key.print'), () => print()),
      button(say('sheet.back'), back, true),
    ),
  ]
}
