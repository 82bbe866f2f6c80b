"""The Python API: a text in memory, its records, and the characters that each of them came from."""

import kczx

TEXT = "4月30日，由88家单位共同发起的“科创中国”联合体成立大会在北京举行。中国科协党组书记怀进鹏出席会议并致辞。"

document = kczx.read(TEXT, published="2021-05-01")
for person in document.people:
    start, end = person.mentions[0].span
    print(person.name, [(title.organization, title.position) for title in person.titles], TEXT[start:end])
for event in document.events:
    print(event.kind, event.name, event.date and event.date.edtf, event.place)
for figure in document.figures:
    print(figure.value, figure.unit, figure.counted, figure.indicator)
