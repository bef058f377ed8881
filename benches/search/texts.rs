//! Texts and keystrokes, generated from a seed.

use duizhang::text::pinyin;

/// Keystrokes of each kind.
const KEYSTROKES: usize = 200;

/// How a phrase of a text is typed, key by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Neighbouring characters, one to four.
    Han,
    /// Characters with gaps, one to four.
    Apart,
    /// Two words.
    Words,
    /// Up to twelve characters.
    Long,
    /// First letters.
    Initials,
    /// Whole syllables.
    Pinyin,
    /// Two characters, then letters.
    Mixed,
}

impl Kind {
    pub const ALL: [Self; 7] = [
        Self::Han,
        Self::Apart,
        Self::Words,
        Self::Long,
        Self::Initials,
        Self::Pinyin,
        Self::Mixed,
    ];

    /// Typed in letters.
    pub const fn heard(self) -> bool {
        matches!(self, Self::Initials | Self::Pinyin | Self::Mixed)
    }
}

/// Words of the field, the frequent first.
const WORDS: &str = "的 企业 工作 集团 管理 制定 问题 和 组织 对 公司 加强 建设 制度 开展 相关 机制 完善 党委 建立 进一步 完成 整改 落实 进行 情况 干部 方案 \
    要求 项目 市属 支部 发展 国资 考核 责任 监督 检查 学习 会议 推进 人员 等 已 领导 执行 规范 审批 流程 研究 业务 风险 修订 印发 办法 国有 资产 改革 安全 \
    采购 合同 招标 财务 资金 使用 培训 基层 廉洁 纪律 巡察 反馈 措施 专项 治理 清理 排查 台账 逐项 销号 长期 坚持 重点 重大 事项 决策 前置 程序 严格 把关 \
    选人 用人 年度 计划 季度 每月 不少于 次 份 名 个 码头 泊位 仓储 船舶 航道 调度 行车 装卸 港口 物流 堆场 闸口 票据 报销 公车 接待 补贴 津贴 追缴 清退 \
    谈话 提醒 约谈 问责 处分 通报 批评 教育 警示 案例 调研 走访 群众 诉求 办理 回访 满意 绿色 能源 策略 旅游 律师 履行 虑及 女工 疏漏 薄弱 滞后 缺失 淡化 \
    虚化 边缘 形式 主义 官僚 享乐 奢靡 苗头 隐患 漏洞 短板 弱项 堵点 卡点 难点 痛点 靶向 施策 闭环 联动 协同 统筹 兼顾 衔接 贯通 融合 嵌入 穿透 覆盖 抽查 \
    复核 验收";

/// A generator of its own, so that the data never changes with a crate.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % below
    }

    /// One of many, the first most frequent: by Zipf's rule, but that the first few are about as frequent as each other.
    fn rank(&mut self, many: usize, flat: f64) -> usize {
        let even = self.next(1 << 24) as f64 / f64::from(1 << 24);
        let (first, last) = (flat.ln(), (flat + many as f64).ln());
        ((first + even * (last - first)).exp() - flat) as usize % many
    }
}

/// So many texts of about that many characters.
pub fn texts(records: usize, length: usize) -> Vec<String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = || {
        let mut text = String::new();
        let mut len = 0;
        // The last word goes a little beyond.
        let aim = length / 2 + random.next(length) - 1;
        while len < aim {
            let before = text.len();
            match random.next(24) {
                0..3 => text.push('，'),
                3 => text.push(['。', '、', '《', '》', '“', '”', '；'][random.next(7)]),
                4 => text.push_str(&(2010 + random.next(16)).to_string()),
                // Names, places and the rest of the language: the long tail.
                5..11 => text.push(char::from_u32(0x4e00 + (random.rank(2_500, 30.0) * 8 % 20_000) as u32).unwrap()),
                _ => text.push_str(words[random.rank(words.len(), 30.0)]),
            }
            len += text[before..].chars().count();
        }
        text
    };
    (0..records).map(|_| text()).collect()
}

/// The queries that arise while phrases of random texts are typed.
pub fn keystrokes(texts: &[String], kind: Kind) -> Vec<String> {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut typed = Vec::new();
    let han = |c: &char| pinyin::readings(*c).next().is_some();
    let reading = |c: &char| pinyin::readings(*c).next().unwrap_or_default();
    while typed.len() < KEYSTROKES {
        let text: Vec<char> = texts[random.next(texts.len())].chars().collect();
        let (step, many) = match kind {
            Kind::Apart => (3, 4),
            Kind::Long => (1, 10),
            _ => (1, 4),
        };
        let start = random.next(text.len());
        let phrase: Vec<char> = text[start..].iter().step_by(step).take(many).copied().collect();
        if phrase.len() < many || !phrase.iter().all(han) {
            continue;
        }
        let keys: String = match kind {
            Kind::Han | Kind::Apart | Kind::Long => phrase.iter().collect(),
            Kind::Words => [phrase[2], phrase[3], ' ', phrase[0], phrase[1]].iter().collect(),
            Kind::Initials => phrase.iter().filter_map(|c| reading(c).chars().next()).collect(),
            Kind::Pinyin => phrase.iter().map(reading).collect(),
            Kind::Mixed => {
                let letters: String = phrase[2..].iter().filter_map(|c| reading(c).chars().next()).collect();
                phrase[..2].iter().collect::<String>() + &letters
            }
        };
        let ends = keys.char_indices().map(|(at, c)| at + c.len_utf8());
        typed.extend(
            ends.map(|end| keys[..end].to_owned())
                .filter(|keys| !keys.ends_with(' ')),
        );
    }
    typed
}
