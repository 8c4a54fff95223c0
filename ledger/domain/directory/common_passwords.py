"""The passwords that are guessed first: some thousands, made by rule from what people begin with and what they add.

What is compared is folded: without case and full width, and with the letters that stand behind usual signs (p@55w0rd).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache

WORDS = """
password passwd pass passcode secret letmein welcome changeme default admin administrator root superuser manager user
guest test testing tester temp temporary demo sample example login logon signin master access account server system
computer internet network office company business work worker staff employee personnel human resources payroll salary
wages bonus points ledger reward rewards credit balance bank money cash dollar yuan secure security private key
iloveyou ilovey ilove love lover forever baby babygirl honey sweet sweety darling angel princess prince queen king
family mother father mama papa mummy daddy brother sister friend friends happy smile lucky sunshine summer winter
spring autumn january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday morning today tomorrow hello hellohello world helloworld nothing whatever
one dragon monkey tiger lion panda eagle falcon dolphin butterfly flower rose lily orange apple banana cherry
chocolate cookie coffee coke pepper ginger purple yellow silver golden diamond crystal rainbow starwars superman
batman spiderman pokemon pikachu naruto matrix hunter ranger soccer football baseball basketball hockey tennis jordan
liverpool arsenal chelsea barcelona juventus michael jennifer jessica ashley daniel andrew joshua matthew charlie
thomas robert william george samantha nicole michelle alexander victoria london paris berlin china beijing shanghai
guangzhou shenzhen hangzhou chengdu wuhan nanjing tianjin xian suzhou chongqing hongkong taiwan america windows
microsoft google android iphone samsung huawei xiaomi tencent alibaba taobao weixin wechat qq dingtalk feishu lenovo
oracle postgres mysql redis linux ubuntu docker woaini woaiwojia woaiwo woaita woaimama woaibaba aini ainiyo wodemima
mima mimashi wodeai wode nihao nihaoma zhongguo zhonghua renmin jifen gongsi gongzi gongzuo yuangong guanli guanliyuan
jingli laoban laoshi mishu caiwu renshi renli xingzheng kuaiji jishu bumen zuzhi baba gege jiejie didi meimei laogong
laopo baobao baobei qinaide tianshi xiaobao xiaoming xiaohong xiaoli xiaoyu xiaolong dalong wangwei liwei zhangwei
wangfang lina zhangli liuyang wangjing chenjing yangyang lilei hanmeimei zhangsan lisi wangwu zhaoliu longlong feifei
jingjing tingting lingling dandan kaixin kuaile xingfu pingan jiankang facai gongxi fuqi jixiang ruyi shunli yiqie
dajia mingtian huanying tiantian yongyuan aiqing shengri chunjie xinnian trustno1
"""
TAILS = """
0 1 2 3 5 6 7 8 9 01 07 10 11 12 13 21 22 23 33 44 55 66 69 77 88 99 00 000 007 100 101 110 111 112 119 120 121 123
168 222 258 321 333 369 456 520 521 555 567 654 666 678 777 789 886 888 987 999 911 1111 1212 1234 1314 1357 1688 2222
2468 3344 4321 5200 5201 5555 5566 5678 6666 6688 6789 7777 7788 8888 8899 9527 9876 9999 11111 12345 13579 23456
54321 66666 88888 99999 111111 112233 121212 123123 123321 123456 131452 147258 159357 168168 201314 222222 333333
456789 520131 520520 521521 555555 654321 666666 666888 789456 888666 888888 963852 987654 999999 000000 1234567
5201314 1314520 7654321 12345678 87654321 11111111 88888888 123456789 987654321 1234567890 0123456789 a b c x z aa ab
abc abcd abcde abcdef abc123 qwe qwer qwert qwerty asd asdf asdfgh zxc zxcv zxcvbn zxcvbnm qaz wsx edc qazwsx q1w2e3
q1w2e3r4 1q2w3e 1q2w3e4r 1qaz2wsx aini woaini loveyou ok me you my the
"""
"""Years are added to them."""
YEARS = range(1940, 2060)
KEYBOARD = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "1a2b3c4d5e6f7g8h9i0j", "a1b2c3d4e5f6g7h8i9j0", "00112233445566778899", "147258369", "741852963",
    "31415926535897932384626",
)  # fmt: skip
MOST_PIECES, LONGEST_PIECE = 3, 16
RUN = 4
"""So many keys beside each other are no choice of one's own."""
SIGNS = str.maketrans("@$!013457", "asioieast")
PLAIN = "!#%^&*()-_=+[]{};:'\",.<>/?\\|`~ ·。，！？、￥…—"
"""Signs that are put between and behind; `@` and `$` may stand for letters, too."""
WITHOUT_PLAIN, WITHOUT_ANY = str.maketrans("", "", PLAIN), str.maketrans("", "", PLAIN + "@$")
MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")


def is_common(password: str) -> bool:
    """Whether a password is one that is guessed first."""
    folded = fold(password)
    bare = folded.translate(WITHOUT_ANY)
    return not bare or any(map(_is_guessed, {folded, bare, bare[::-1], folded.translate(WITHOUT_PLAIN)}))


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def is_tail(text: str) -> bool:
    """Whether this is what people add to a word to make a password of it."""
    return not text or text in _tails() or _is_walk(text)


def _is_guessed(text: str) -> bool:
    return MOBILE.fullmatch(text) is not None or _is_date(text) or _is_walk(text) or _is_put_together(text)


def _is_put_together(text: str) -> bool:
    """Whether it is two or three words, numbers that people like, or keys in a row, one after the other."""
    if len(text) > MOST_PIECES * LONGEST_PIECE:
        return False
    reached = {0}
    for _ in range(MOST_PIECES):
        reached = {end for begin in reached for end in range(begin + 1, len(text) + 1) if _is_piece(text[begin:end])}
        if len(text) in reached:
            return True
    return False


def _is_piece(text: str) -> bool:
    return text in _words() or text.translate(SIGNS) in _words() or is_tail(text)


@cache
def _words() -> frozenset[str]:
    return frozenset(WORDS.split())


def _is_walk(text: str) -> bool:
    """Digits or letters as they stand on the keyboard or in the alphabet, forwards or back, or the same few again."""
    if len(text) < 2:
        return False
    if any(text == (text[:unit] * len(text))[: len(text)] for unit in range(1, min(4, len(text) // 2) + 1)):
        return True
    return _is_walked(text)


@cache
def _walks() -> frozenset[str]:
    ways = [way for row in KEYBOARD for way in (row * 2, row[::-1] * 2)]
    return frozenset(way[at : at + RUN] for way in ways for at in range(len(way) - RUN + 1))


def _is_walked(text: str) -> bool:
    """Cut into pieces of at least four keys each that follow one another on a row."""
    at = 0
    while at < len(text):
        end = at + RUN
        if text[at:end] not in _walks():
            return text[at:] in _tails() and at > 0
        while end < len(text) and text[end - RUN + 1 : end + 1] in _walks():
            end += 1
        at = end
    return True


def _is_date(text: str) -> bool:
    """A birthday, say: 19900131, 31011990, 01311990, 900131."""
    if not text.isascii() or not text.isdigit() or len(text) not in {6, 8}:
        return False
    year = 4 if len(text) == 8 else 2
    orders = ((0, year, year + 2), (4, 2, 0), (4, 0, 2))
    return any(_is_day(text[y : y + year], text[m : m + 2], text[d : d + 2]) for y, m, d in orders)


def _is_day(year: str, month: str, day: str) -> bool:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        date(full, int(month), int(day))
    except ValueError:
        return False
    return len(year) == 2 or full in YEARS


@cache
def _tails() -> frozenset[str]:
    return frozenset(TAILS.split()) | {str(year) for year in YEARS} | {f"{number:02}" for number in range(100)}
