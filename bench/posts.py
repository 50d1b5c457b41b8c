"""Weekly retrospectives to measure on: valid for `weekly-retro`, made up, no two the same.

A post of this size has about 70 lines and 11 KB of Korean text: five events of four
fields, two tasks, four links, a review in five parts. The text depends on the week alone.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

FIRST_MONDAY = date(2024, 8, 5)
WEEKDAYS = "월화수목금토일"
FIELDS = (("cue", 2), ("did", 4), ("felt", 4), ("action plan", 2))

SUBJECTS = (
    "캐시 무효화 전략",
    "트랜잭션 격리 수준",
    "메시지 큐 재처리",
    "인덱스 설계",
    "비동기 작업 스케줄러",
    "로그 수집 파이프라인",
    "API 버전 관리",
    "부하 테스트 시나리오",
    "인증 토큰 갱신 흐름",
    "배포 자동화",
    "장애 대응 모의 훈련",
)
PARTNERS = ("조원들과", "짝꿍과", "멘토님과", "옆 팀 동료와", "후배와", "스터디원들과", "선배와")
PLACES = ("회의실에서", "도서관에서", "저녁 시간에", "점심 먹고 나서", "아침 일찍", "온라인으로")
RESULTS = (
    "응답 시간이 *눈에 띄게* 줄었다",
    "실패하던 테스트가 모두 통과했다",
    "원인을 **세 가지**로 좁힐 수 있었다",
    "설명할 수 있는 그림 한 장이 남았다",
    "`timeout` 설정의 의미를 비로소 이해했다",
)
SENTENCES = (
    "{subject}에 대해 안다고 믿었는데 막상 {partner} 이야기를 나눠 보니 빈 곳이 많이 보였다.",
    "{place} 작은 예제를 하나 만들고 조건을 바꿔 가며 돌려 보았더니 {result}.",
    "{place} 문서를 다 읽기보다 궁금한 질문을 먼저 적고 답을 찾아 가는 편이 나에게 잘 맞았다.",
    "{partner} 코드를 한 줄씩 따라가며 {subject}의 흐름을 종이에 옮겨 그렸다.",
    "처음 세운 가설은 틀렸지만, 틀린 이유를 설명하는 과정에서 {subject}의 경계가 또렷해졌다.",
    "욕심을 내서 범위를 넓히는 대신 오늘 끝낼 수 있는 크기로 나누었고, 덕분에 {result}.",
    "같은 실수를 되풀이하지 않으려고 {place} 확인 목록을 만들어 팀 저장소에 올려 두었다.",
    "{subject} 주제의 발표를 들으면서 숫자로 말하는 습관이 얼마나 중요한지 다시 느꼈다.",
    "막히는 시간이 길어질 때는 {place} 잠깐 걷고 돌아오는 것만으로도 생각이 정리되곤 했다.",
    "{partner} 역할을 바꿔 설명해 보니, 이해한 것과 외운 것의 차이가 금방 드러났다.",
    "아직 서툴지만 지난번보다 질문이 구체적으로 바뀌었다는 점이 스스로 대견했고 {result}.",
    "급하게 고친 부분은 결국 다시 손보게 되었으니, 처음부터 {subject} 쪽을 점검했어야 했다.",
    "측정하지 않은 개선은 추측일 뿐이라는 말을 떠올리며 {place} 기준값부터 기록했다.",
)
PER_POST = 83
LINKS = 4
LINK = "정리한 글은 [{subject} 노트](https://example.com/notes/{week}/{number})에 올려 두었다."
LISTED = (
    ("**[+]** Positive", 3),
    ("**[-]** Negative", 1),
    ("**[!]** To Try", 2),
    ("[?] Question", 3),
    ("[.] Takeaway", 1),
)


def name(week: int) -> str:
    return f"{monday(week) + timedelta(days=4)}-camp-w{week:04}.md"


def post(week: int) -> str:
    say = sentences(week)
    parts = [front_matter(week), "## Main Events\n\n"]
    parts += [event(week, number, say) for number in range(5)]
    parts += ["\n\n## 주간 회고\n\n", review(say)]
    return "".join(parts)


def write(folder: Path, count: int) -> None:
    """The first `count` posts of the series, where Jekyll keeps them."""
    posts = folder / "_posts"
    posts.mkdir(parents=True)
    for week in range(1, count + 1):
        (posts / name(week)).write_text(post(week), encoding="utf-8", newline="\n")


def monday(week: int) -> date:
    return FIRST_MONDAY + timedelta(weeks=week - 1)


def front_matter(week: int) -> str:
    return (
        "---\n"
        f"title: 캠프 {week}주차 회고\n"
        f"description: 웹 백엔드 캠프 2기 - {week}주차 회고\n"
        "author: hana\n"
        f"date: {monday(week) + timedelta(days=4)} 18:30:00 +0900\n"
        "categories: [Activities, Camp]\n"
        "tags: [camp, review, backend, database]\n"
        "pin: false\n"
        "---\n"
    )


def event(week: int, number: int, say: Callable[[], str]) -> str:
    subject = SUBJECTS[(week + number) % len(SUBJECTS)]
    lines = [f"### ({days(week, number)}) {subject} 공부\n"]
    for label, count in FIELDS:
        value = [say() for _ in range(count)]
        if label == "did" and number < LINKS:
            value[1:1] = [LINK.format(subject=subject, week=week, number=number + 1)]
        if label == "action plan" and number == 0:
            value = [f"{subject} 복습하기", f"\n    - [x] {say()}", f"\n    - [x] {say()}"]
        lines.append(f"- **{label}**: {' '.join(value)}\n".replace(" \n", "\n"))
    return "".join(lines) + "\n"


def days(week: int, number: int) -> str:
    """One day, and for the second event two: `240903-4 화-수`, `241231-250101 화-수`."""
    first = monday(week) + timedelta(days=number)
    if number != 1:
        return f"{first:%y%m%d} {WEEKDAYS[number]}"
    last = first + timedelta(days=1)
    until = str(last.day) if last.month == first.month else f"{last:%y%m%d}"
    return f"{first:%y%m%d}-{until} {WEEKDAYS[1]}-{WEEKDAYS[2]}"


def review(say: Callable[[], str]) -> str:
    sections = (
        f"### {heading}\n" + "".join(f"- {say()} {say()}\n" for _ in range(count))
        for heading, count in LISTED
    )
    return "\n".join(sections)


def sentences(week: int) -> Callable[[], str]:
    """One long sequence of sentences, of which each week takes the next part.

    No item of a list is then the same as one of the week before.
    """
    step = week * PER_POST

    def say() -> str:
        nonlocal step
        step += 1
        return SENTENCES[step % len(SENTENCES)].format(
            subject=SUBJECTS[step % len(SUBJECTS)],
            partner=PARTNERS[step % len(PARTNERS)],
            place=PLACES[step % len(PLACES)],
            result=RESULTS[step % len(RESULTS)],
        )

    return say
