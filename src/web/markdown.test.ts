import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.ts'

test.each([
  ['A **bold** and *thin* word', '<p>A <strong>bold</strong> and <em>thin</em> word</p>\n'],
  ['# One\n\n###### Six', '<h3>One</h3>\n<h4>Six</h4>\n'],
  ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n'],
  ['[x](https://a.test "t")', '<p><a href="https://a.test" rel="nofollow noopener">x</a></p>\n'],
  ['see https://a.test', '<p>see <a href="https://a.test" rel="nofollow noopener">https://a.test</a></p>\n'],
  ['[m](mailto:a@b.test)', '<p><a href="mailto:a@b.test" rel="nofollow noopener">m</a></p>\n'],
  ['![p](https://a.test/p.png)', '<p>!<a href="https://a.test/p.png" rel="nofollow noopener">p</a></p>\n'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'],
  ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>\n'],
  ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
  ['[x](data:text/html,x)', '<p>[x](data:text/html,x)</p>\n'],
  ['[x](vbscript:x)', '<p>[x](vbscript:x)</p>\n'],
  ['[x](ftp://a.test)', '<p><a rel="nofollow noopener">x</a></p>\n'],
  ['```js\n<b>\n```', '<pre><code>&lt;b&gt;\n</code></pre>\n'],
  ['', ''],
])('%j', (text, html) => {
  expect(renderMarkdown(text)).toBe(html)
})

test('a table keeps its cells and loses its styles', () => {
  expect(renderMarkdown('| a | b |\n|:--|--:|\n| 1 | 2 |')).not.toContain('style')
  expect(renderMarkdown('| a | b |\n|:--|--:|\n| 1 | 2 |')).toContain('<td>1</td>')
})

test('a text that is nested without end is read in time', () => {
  const started = performance.now()
  for (const text of ['>'.repeat(20_000), '['.repeat(20_000), '*a_'.repeat(6000), '`'.repeat(20_000)]) renderMarkdown(text)
  expect(performance.now() - started).toBeLessThan(3000)
})
